import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FUNCTIONS, type FunctionName } from '../../core/contracts/environment';
import { ofType, property, readable, synthesize, target } from './support/synthesized';

const synthesized = synthesize('prod', { canary: 'true' });
const alarms = ofType(synthesized, 'AWS::CloudWatch::Alarm');
const nameOf = (alarm: (typeof alarms)[number]): string => String(alarm.properties['AlarmName']);
const names = alarms.map(nameOf);

interface Metric {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Value: unknown }[];
}

/** Functions that run seldom, on queues or schedules that wait for them. */
const SELDOM: readonly FunctionName[] = ['dead-letter', 'redispatch', 'timer', 'ledger', 'canary'];

/** The one mapping that reads no queue. */
const STREAM_MAPPING = 'Dispatching/StreamToDispatch';

/** The metrics inside an alarm's expression; none for an alarm on a plain metric. */
function metricsOf(alarm: (typeof alarms)[number]): readonly Metric[] {
  const queries = (alarm.properties['Metrics'] ?? []) as readonly {
    readonly MetricStat?: { readonly Metric: Metric };
  }[];
  return queries.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []));
}

/** The runbook's sections by their headings. */
const runbook = new Map(
  readFileSync(join(__dirname, '..', '..', 'docs', 'operator-runbook.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...text] = section.split('\n');
      return [heading, text.join('\n')] as const;
    }),
);

describe('the alarms', () => {
  it('stand beside everything that fails', () => {
    expect([...names].sort()).toEqual(
      [
        ...FUNCTIONS.map((name) => `Function ${name} fails`),
        ...FUNCTIONS.filter((name) => !SELDOM.includes(name)).map((name) => `Function ${name} is throttled`),
        'Alerts are dead-lettered',
        'Alerts wait too long',
        'Deliveries are dead-lettered',
        'Deliveries are given up',
        'Dispatch falls behind the stream',
        'Endpoints are disabled',
        'The API answers with server errors',
        'The canary does not arrive',
        'The ledger does not add up',
        'Timers are dead-lettered',
        'Transitions are not dispatched',
      ].sort(),
    );
  });

  it.each(names)('"%s" has a section in the runbook: what it means, what to look at, what to do', (name) => {
    const section = runbook.get(name) ?? '';
    for (const part of ['**Means to users.**', '**Look at.**', '**Do.**']) expect(section).toContain(part);
  });

  it('are what the runbook speaks of, and it has no section for one that is gone', () => {
    const others = [...runbook.keys()].filter((heading) => !names.includes(heading));
    expect(others).toEqual(['How to read this', 'After an alarm']);
  });

  it.each(alarms.map((alarm) => [nameOf(alarm), alarm] as const))(
    '"%s" says what it means and where to read on',
    (name, alarm) => {
      expect(alarm.properties['AlarmDescription']).toMatch(/^.{40,}\. What to do: docs\/operator-runbook\.md, ".+"\.$/);
      expect(alarm.properties['AlarmDescription']).toContain(`"${name}"`);
      const rings = name === 'The canary does not arrive';
      expect(alarm.properties['TreatMissingData']).toBe(rings ? 'breaching' : 'notBreaching');
    },
  );

  it('of a dead-letter queue ring for what waits in it, or for what a function took out where one does', () => {
    const metrics = alarms.map(({ properties }) => properties as unknown as Metric);
    const queuesOf = (name: string): readonly string[] =>
      metrics
        .filter(({ MetricName }) => MetricName === name)
        .map(({ Dimensions }) => readable(synthesized, Dimensions[0]?.Value))
        .sort();
    expect(queuesOf('NumberOfMessagesReceived')).toEqual([
      'Delivery/Deliveries/DeadLetters.QueueName',
      'Ingestion/Alerts/DeadLetters.QueueName',
    ]);
    expect(queuesOf('ApproximateNumberOfMessagesVisible')).toEqual([
      'Dispatching/Failures/DeadLetters.QueueName',
      'Timing/Timers/DeadLetters.QueueName',
    ]);
  });

  it('cost an idle deployment less than five dollars a month, with secrets and empty receives', () => {
    // As it is without the canary, which is not idle.
    const idle = ofType(synthesize('prod'), 'AWS::CloudWatch::Alarm');
    const metrics = idle.map((alarm) => Math.max(1, metricsOf(alarm).length)).reduce((sum, count) => sum + count, 0);
    const secrets = ofType(synthesized, 'AWS::SecretsManager::Secret').length;
    const polled = ofType(synthesized, 'AWS::Lambda::EventSourceMapping')
      .filter(({ path }) => path !== STREAM_MAPPING)
      .map(({ properties }) => target(synthesized, properties['EventSourceArn']).properties['FifoQueue'] === true);
    // Lambda polls an idle queue five times in parallel, 20 seconds each; polling a stream is free.
    const receives = 5 * ((30 * 24 * 3600) / 20);
    // List prices of us-east-1, November 2026: per metric that an alarm watches, per secret, per call of a FIFO queue and
    // of a standard one. Everything else is billed by use.
    const polling = polled.map((isFifo) => receives * (isFifo ? 0.5 / 1e6 : 0.4 / 1e6)).reduce((a, b) => a + b, 0);
    const dollars = metrics * 0.1 + secrets * 0.4 + polling;
    expect(dollars).toBeLessThan(5);
  });
});

describe('the alarm e-mail', () => {
  it('is off without an address', () => {
    expect(ofType(synthesized, 'AWS::SNS::Topic')).toEqual([]);
    for (const alarm of alarms) expect(alarm.properties['AlarmActions']).toBeUndefined();
  });

  it('goes out for every alarm by one topic that this account alone may publish to', () => {
    const mailing = synthesize('prod', { alarmEmail: 'operator@example.com' });
    const [topic] = ofType(mailing, 'AWS::SNS::Topic');
    for (const alarm of ofType(mailing, 'AWS::CloudWatch::Alarm'))
      expect(alarm.properties['AlarmActions']).toEqual([{ Ref: topic?.id }]);
    const [subscription] = ofType(mailing, 'AWS::SNS::Subscription');
    expect(subscription?.properties).toMatchObject({ Protocol: 'email', Endpoint: 'operator@example.com' });
    const [policy] = ofType(mailing, 'AWS::SNS::TopicPolicy');
    expect(property(policy!, 'PolicyDocument.Statement')).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  });

  it('of another stage in the same account carries the stage in front of the name', () => {
    expect(ofType(synthesize('dev'), 'AWS::CloudWatch::Alarm').map(nameOf)).toContain('dev: Alerts are dead-lettered');
  });
});
