import { describe, expect, it } from '@jest/globals';
import { ENV, FUNCTIONS, type FunctionName } from '../../core/contracts/environment';
import { functionNamed, ofType, property, readable, synthesize, target } from './support/synthesized';

const synthesized = synthesize('prod', { canary: 'true' });

const { table, alertsQueueUrl, deliveriesQueueUrl, signingSecretArn, endpointSecretArn, alertRetentionDays } = ENV;
/** What each function is told beside its stage: what it does not use it does not know. */
const KNOWS: Readonly<Record<FunctionName, readonly string[]>> = {
  ingest: [table, alertsQueueUrl, signingSecretArn, ENV.alertsPerMinute],
  process: [table, alertsQueueUrl, signingSecretArn, alertRetentionDays],
  dispatch: [table, deliveriesQueueUrl, ENV.timersQueueUrl],
  deliver: [table, deliveriesQueueUrl, endpointSecretArn, ENV.endpointAllow, ENV.endpointHttpsOnly, alertRetentionDays],
  api: [
    table,
    deliveriesQueueUrl,
    ENV.timersQueueUrl,
    signingSecretArn,
    endpointSecretArn,
    ENV.endpointAllow,
    ENV.endpointHttpsOnly,
    alertRetentionDays,
    ENV.requestsPerMinute,
  ],
  'dead-letter': [table, signingSecretArn, alertRetentionDays],
  redispatch: [table, deliveriesQueueUrl, ENV.timersQueueUrl, ENV.tableStreamArn],
  timer: [table, ENV.timersQueueUrl],
  ledger: [deliveriesQueueUrl],
  canary: [table, ENV.baseUrl, signingSecretArn, endpointSecretArn, ENV.endpointAllow, ENV.endpointHttpsOnly],
};

const environmentOf = (name: FunctionName): Readonly<Record<string, unknown>> =>
  property(functionNamed(synthesized, name), 'Environment.Variables') as Record<string, unknown>;

describe('the functions', () => {
  it('are those of the contract, all of them where the canary is on', () => {
    expect(ofType(synthesized, 'AWS::Lambda::Function')).toHaveLength(FUNCTIONS.length);
    for (const name of FUNCTIONS) expect(functionNamed(synthesized, name).type).toBe('AWS::Lambda::Function');
  });

  it.each(FUNCTIONS)('%s runs on Node 24 and arm64 and logs JSON', (name) => {
    const lambda = functionNamed(synthesized, name);
    expect(lambda.properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    expect(property(lambda, 'LoggingConfig.LogFormat')).toBe('JSON');
  });

  it.each(FUNCTIONS)('%s writes to a log group of its own that forgets after 90 days', (name) => {
    const log = target(synthesized, property(functionNamed(synthesized, name), 'LoggingConfig.LogGroup'));
    expect(log.type).toBe('AWS::Logs::LogGroup');
    expect(log.properties['RetentionInDays']).toBe(90);
    const users = FUNCTIONS.filter(
      (other) =>
        readable(synthesized, property(functionNamed(synthesized, other), 'LoggingConfig.LogGroup')) === log.path,
    );
    expect(users).toEqual([name]);
  });

  it.each(FUNCTIONS)('%s is told what it uses and no more', (name) => {
    const always = [ENV.stage, 'POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'];
    expect(Object.keys(environmentOf(name)).sort()).toEqual([...always, ...KNOWS[name]].sort());
  });

  it('know a secret by its ARN', () => {
    expect(readable(synthesized, environmentOf('ingest')[signingSecretArn])).toBe('Storage/SigningSecret/Secret');
    expect(readable(synthesized, environmentOf('api')[signingSecretArn])).toBe('Storage/SigningSecret/Secret');
    expect(readable(synthesized, environmentOf('api')[endpointSecretArn])).toBe('Storage/EndpointSecret/Secret');
    expect(readable(synthesized, environmentOf('deliver')[endpointSecretArn])).toBe('Storage/EndpointSecret/Secret');
  });

  it('behind the HTTP API end before the gateway gives up on them at 30 seconds', () => {
    for (const name of ['ingest', 'api', 'canary'] as const)
      expect(functionNamed(synthesized, name).properties['Timeout']).toBeLessThan(30);
  });

  it('leave deliver time to record an attempt that took the longest an endpoint may take, 30 seconds', () => {
    expect(functionNamed(synthesized, 'deliver').properties['Timeout']).toBeGreaterThanOrEqual(40);
  });

  it('in AWS let endpoints have public addresses over https only', () => {
    for (const name of ['deliver', 'api', 'canary'] as const)
      expect(environmentOf(name)).toMatchObject({ [ENV.endpointAllow]: '', [ENV.endpointHttpsOnly]: 'true' });
  });
});
