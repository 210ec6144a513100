import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from '@jest/globals';
import { ofType, property, readable, synthesize } from './support/synthesized';

const synthesized = synthesize('prod', { alarmEmail: 'operator@example.com' });

interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** What AWS's own pack of security checks says of the stack. */
function findings({ ignoringAcknowledgements = false } = {}): readonly Finding[] {
  const pack = new AwsSolutionsChecks(synthesized.stack);
  if (ignoringAcknowledgements) Reflect.set(pack, 'isAcknowledged', () => false);
  return pack
    .validateScope(synthesized.stack)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? 'unknown' })),
    );
}

interface Acknowledgement extends Finding {
  readonly reason: string;
}

function acknowledgements(): readonly Acknowledgement[] {
  return synthesized.stack.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([rule, reason]) => ({ rule: rule.replace(/^annotation::/i, ''), path: construct.node.path, reason })),
  );
}

describe('the AwsSolutions pack', () => {
  it('finds nothing that is not explained', () => {
    expect(findings()).toEqual([]);
  });

  it('finds, without our explanations, exactly what they are about', () => {
    const found = findings({ ignoringAcknowledgements: true }).map(
      ({ rule, path }) => `${rule} ${path.replace(/\/Resource$/, '')}`,
    );
    expect([...found].sort()).toEqual(
      acknowledgements()
        .map(({ rule, path }) => `${rule} ${path}`)
        .sort(),
    );
  });

  it('is answered by whole sentences at single resources', () => {
    expect(acknowledgements()).toHaveLength(7);
    for (const { reason } of acknowledgements()) expect(reason.length).toBeGreaterThan(60);
  });
});

describe('what the world can reach', () => {
  it('is the HTTP API and nothing else: these are all the kinds of resources there are', () => {
    expect([...new Set(synthesized.resources.map(({ type }) => type))].sort()).toEqual([
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Stage',
      'AWS::CloudWatch::Alarm',
      'AWS::DynamoDB::GlobalTable',
      'AWS::Events::Rule',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
      'AWS::SNS::Subscription',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
      'AWS::SecretsManager::Secret',
    ]);
  });

  it('may invoke functions by the API only, each by its own routes; schedules may, each the one that it runs', () => {
    const all = ofType(synthesized, 'AWS::Lambda::Permission');
    const ofSchedules = all.filter(({ properties }) => properties['Principal'] === 'events.amazonaws.com');
    const rules = ofType(synthesized, 'AWS::Events::Rule');
    expect(ofSchedules.map(({ properties }) => readable(synthesized, properties['SourceArn']))).toEqual(
      rules.map(({ path }) => `${path}.Arn`),
    );
    const permissions = all
      .filter((permission) => !ofSchedules.includes(permission))
      .map((permission) => ({
        principal: permission.properties['Principal'],
        source: JSON.stringify(permission.properties['SourceArn']).match(/"\/\*\/\*(\/[^"]+)"/)?.[1],
      }));
    expect(permissions).toHaveLength(3);
    expect(permissions).toEqual(
      expect.arrayContaining(
        ['/integration/{proxy+}', '/api/events/{proxy+}', '/api/{proxy+}'].map((source) => ({
          principal: 'apigateway.amazonaws.com',
          source,
        })),
      ),
    );
  });

  it('gets from queues by their policies only a refusal, when it does not use TLS', () => {
    const statements = ofType(synthesized, 'AWS::SQS::QueuePolicy').flatMap(
      (policy) => property(policy, 'PolicyDocument.Statement') as readonly unknown[],
    );
    expect(statements).toHaveLength(ofType(synthesized, 'AWS::SQS::Queue').length);
    for (const statement of statements)
      expect(statement).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });
});

describe('secrets', () => {
  it('are made up by Secrets Manager: a JSON document whose "key" has 64 letters and digits', () => {
    const secrets = ofType(synthesized, 'AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(2);
    for (const secret of secrets)
      expect(secret.properties['GenerateSecretString']).toEqual({
        SecretStringTemplate: '{}',
        GenerateStringKey: 'key',
        PasswordLength: 64,
        ExcludePunctuation: true,
      });
  });

  it('are never resolved into the template, its outputs or an environment', () => {
    expect(synthesized.text).not.toContain('resolve:secretsmanager');
    expect(Object.keys(synthesized.outputs).sort()).toEqual(['BootstrapFunction', 'Url']);
    expect(JSON.stringify(synthesized.outputs)).not.toMatch(/secret/i);
  });
});
