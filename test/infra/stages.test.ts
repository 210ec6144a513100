import { describe, expect, it } from '@jest/globals';
import { ENV } from '../../core/contracts/environment';
import { tocsinApp } from '../../lib/tocsin-app';
import { at, functionNamed, ofType, property, synthesize } from './support/synthesized';

const prod = synthesize('prod');
const dev = synthesize('dev');
const local = synthesize('local');
const all = [prod, dev, local];
const TABLE = 'Storage/Table/Table';

describe('the table', () => {
  it.each(all.map((synthesized) => [synthesized.stack.stackName, synthesized] as const))(
    'of %s is one table',
    (_, synthesized) => {
      expect(ofType(synthesized, 'AWS::DynamoDB::GlobalTable')).toHaveLength(1);
      expect(at(synthesized, TABLE).properties).toMatchObject({
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: true },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      });
      expect(property(at(synthesized, TABLE), 'Replicas.0.PointInTimeRecoverySpecification')).toEqual({
        PointInTimeRecoveryEnabled: true,
      });
    },
  );

  it('is encrypted with the key that DynamoDB itself owns and does not bill for', () => {
    // "false" is how CloudFormation says that: it switches off KMS, not encryption.
    expect(at(prod, TABLE).properties['SSESpecification']).toEqual({ SSEEnabled: false });
  });
});

describe('the stage prod', () => {
  it('is what you get without saying anything', () => {
    const app = tocsinApp({ context: { 'aws:cdk:bundling-stacks': [] } });
    expect(app.synth().getStackByName('tocsin-prod').terminationProtection).toBe(true);
  });

  it('keeps table and secrets when the stack is deleted, and the table refuses to be', () => {
    expect(property(at(prod, TABLE), 'Replicas.0.DeletionProtectionEnabled')).toBe(true);
    expect(at(prod, TABLE).deletionPolicy).toBe('Retain');
    for (const secret of ofType(prod, 'AWS::SecretsManager::Secret')) expect(secret.deletionPolicy).toBe('Retain');
  });
});

describe.each([dev, local].map((synthesized) => [synthesized.stack.stackName, synthesized] as const))(
  'the stage %s',
  (_, synthesized) => {
    it('goes away whole', () => {
      expect(property(at(synthesized, TABLE), 'Replicas.0.DeletionProtectionEnabled')).toBe(false);
      expect(synthesized.resources.filter(({ deletionPolicy }) => deletionPolicy === 'Retain')).toEqual([]);
      expect(synthesized.stack.terminationProtection).toBe(false);
    });

    it('forgets its logs after a week', () => {
      for (const log of ofType(synthesized, 'AWS::Logs::LogGroup')) expect(log.properties['RetentionInDays']).toBe(7);
    });
  },
);

describe('the stage local', () => {
  it('lets endpoints be on the same machine and without TLS', () => {
    for (const name of ['deliver', 'api'] as const)
      expect(property(functionNamed(local, name), 'Environment.Variables')).toMatchObject({
        [ENV.endpointAllow]: '127.0.0.0/8,::1/128',
        [ENV.endpointHttpsOnly]: 'false',
        [ENV.stage]: 'local',
      });
  });

  it('has the very resources of prod', () => {
    expect(local.resources.map(({ id, type }) => `${id} ${type}`)).toEqual(
      prod.resources.map(({ id, type }) => `${id} ${type}`),
    );
  });
});

describe('the context', () => {
  it('must name a stage that there is', () => {
    expect(() => tocsinApp({ context: { stage: 'production' } })).toThrow(
      'must be one of prod, dev, local, not "production"',
    );
  });

  it('must give alarms an address that can be one', () => {
    expect(() => tocsinApp({ context: { alarmEmail: 'me' } })).toThrow('"alarmEmail" must be an e-mail address');
  });

  it.each(['many', '-1', 1.5])('must give limits as whole numbers, not %j', (alertsPerMinute) => {
    expect(() => tocsinApp({ context: { alertsPerMinute } })).toThrow('"alertsPerMinute" must be a whole number');
  });

  it('gives limits to the functions that keep them, where the stage’s own do not fit', () => {
    const limitsOf = (context: Readonly<Record<string, string>>): readonly unknown[] => {
      const synthesized = synthesize('dev', context);
      const [ingest, api] = (['ingest', 'api'] as const).map(
        (name) => property(functionNamed(synthesized, name), 'Environment.Variables') as Record<string, unknown>,
      );
      return [ingest?.[ENV.alertsPerMinute], api?.[ENV.requestsPerMinute]];
    };
    expect(limitsOf({})).toEqual(['12000', '6000']);
    expect(limitsOf({ alertsPerMinute: '600', requestsPerMinute: '0' })).toEqual(['600', '0']);
  });
});

describe('the template', () => {
  it('fits any account and region: nothing is looked up', () => {
    expect(prod.stack.environment).toBe('aws://unknown-account/unknown-region');
    expect(prod.text).not.toMatch(/arn:aws:|us-east-1|eu-central-1/);
  });
});
