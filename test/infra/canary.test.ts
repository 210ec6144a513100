import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from '@jest/globals';
import { CANARY } from '../../core/contracts/canary';
import { ENV, type FunctionName } from '../../core/contracts/environment';
import { tocsinApp } from '../../lib/tocsin-app';
import { at, functionNamed, ofType, property, readable, synthesize, type Synthesized } from './support/synthesized';

const off = synthesize('prod');
const on = synthesize('prod', { canary: 'true' });
const CANARY_NAME: FunctionName = 'canary';

const alarmOf = (synthesized: Synthesized) => at(synthesized, 'Canary/Silence').properties;

describe('without being asked for, the canary', () => {
  it.each([{}, { canary: 'false' }, { canary: 'false', canaryMinutes: '5' }, { canaryMinutes: '5' }])(
    'is not there (%j)',
    (context) => {
      const synthesized = synthesize('prod', context);
      expect(synthesized.text).not.toMatch(/canary/i);
      expect(synthesized.text).toBe(off.text);
    },
  );
});

describe('switched on, the canary', () => {
  it('adds a function with its role and log, a schedule, a route and two alarms, and changes nothing else', () => {
    const added = on.resources.filter(({ path }) => !off.resources.some((other) => other.path === path));
    expect(added.map(({ type }) => type).sort()).toEqual([
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::Events::Rule',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
    ]);
    for (const { path, properties } of off.resources)
      expect([path, at(on, path).properties]).toEqual([path, properties]);
  });

  it('is sent each minute, or as seldom as one says', () => {
    const rateOf = (synthesized: Synthesized) => at(synthesized, 'Canary/Schedule').properties['ScheduleExpression'];
    expect(rateOf(on)).toBe('rate(1 minute)');
    expect(rateOf(synthesize('prod', { canary: 'true', canaryMinutes: '5' }))).toBe('rate(5 minutes)');
    expect(readable(on, property(at(on, 'Canary/Schedule'), 'Targets.0.Arn'))).toBe('Canary/Canary/Function.Arn');
  });

  it('knows where the deployment is', () => {
    const environment = property(functionNamed(on, CANARY_NAME), 'Environment.Variables') as Record<string, unknown>;
    expect(readable(on, environment[ENV.baseUrl])).toBe('HttpFront/HttpApi.ApiEndpoint');
  });

  it('has a route of its own, and the gateway may invoke it by that alone', () => {
    const routes = ofType(on, 'AWS::ApiGatewayV2::Route').map(({ properties }) => properties['RouteKey']);
    expect(routes).toContain(`POST ${CANARY.path}`);
    const permissions = ofType(on, 'AWS::Lambda::Permission')
      .filter(({ properties }) => readable(on, properties['FunctionName']) === 'Canary/Canary/Function.Arn')
      .map(({ properties }) => [properties['Principal'], JSON.stringify(properties['SourceArn'])] as const);
    expect(permissions).toHaveLength(2);
    expect(permissions).toEqual(
      expect.arrayContaining([
        ['apigateway.amazonaws.com', expect.stringContaining(`/*/*${CANARY.path}`)],
        ['events.amazonaws.com', expect.stringContaining('CanarySchedule')],
      ]),
    );
  });

  it('leaves nothing unexplained to the AwsSolutions pack', () => {
    expect(new AwsSolutionsChecks(on.stack).validateScope(on.stack).violations).toEqual([]);
  });

  it('is there on one machine, too', () => {
    expect(at(synthesize('local', { canary: 'true' }), 'Canary/Schedule').type).toBe('AWS::Events::Rule');
  });
});

describe('the alarm on its silence', () => {
  it('rings when for ten minutes none came within five, or none at all', () => {
    expect(alarmOf(on)).toMatchObject({
      Namespace: 'Tocsin',
      MetricName: 'CanaryLatency',
      Dimensions: [{ Name: 'stage', Value: 'prod' }],
      Statistic: 'Minimum',
      Period: 60,
      EvaluationPeriods: 10,
      Threshold: 300_000,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it.each([
    ['2', 120, 5],
    ['3', 180, 4],
    ['5', 300, 3],
    ['60', 3600, 3],
  ])('of one that is sent each %s minutes looks at periods of %i s, %i of them', (canaryMinutes, period, count) => {
    expect(alarmOf(synthesize('prod', { canary: 'true', canaryMinutes }))).toMatchObject({
      Period: period,
      EvaluationPeriods: count,
    });
  });
});

describe('the context of the canary', () => {
  it.each(['yes', '1', ''])('says true or false, not %j', (canary) => {
    expect(() => tocsinApp({ context: { canary } })).toThrow('"canary" must be true or false');
  });

  it.each(['0', '61', '1.5', 'often', -1])('has minutes from 1 to 60, not %j', (canaryMinutes) => {
    expect(() => tocsinApp({ context: { canary: 'true', canaryMinutes } })).toThrow(
      '"canaryMinutes" must be a whole number from 1 to 60',
    );
  });
});
