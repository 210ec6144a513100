import { describe, expect, it } from '@jest/globals';
import { ALERT_ALLOWED_SECONDS, DELIVERY_ALLOWED_SECONDS } from '../../core/contracts/pipeline-limits';
import { functionNamed, ofType, property, readable, synthesize } from './support/synthesized';

const synthesized = synthesize('prod');

/** Seconds that a queue keeps bringing a message back, before it goes to its dead-letter queue. */
function longestIn(path: string): number {
  const queue = ofType(synthesized, 'AWS::SQS::Queue').find((each) => each.path === path);
  if (queue === undefined) throw new Error(`There is no queue ${path}.`);
  const receives =
    queue.properties['RedrivePolicy'] === undefined ? 1 : property(queue, 'RedrivePolicy.maxReceiveCount');
  return Number(queue.properties['VisibilityTimeout']) * Number(receives);
}

describe('the ages that the ledger allows', () => {
  it('are what the alerts queue and its dead-letter queue may take, and five minutes until it is counted', () => {
    const queues = longestIn('Ingestion/Alerts/Queue') + longestIn('Ingestion/Alerts/DeadLetters');
    expect(ALERT_ALLOWED_SECONDS).toBe(queues + 300);
  });

  it('are what the stream, the deliveries queue and its dead-letter queue may take, and two hours until it is counted', () => {
    const [mapping] = ofType(synthesized, 'AWS::Lambda::EventSourceMapping').filter(
      ({ properties }) => properties['MaximumRecordAgeInSeconds'] !== undefined,
    );
    const queues = longestIn('Delivery/Deliveries/Queue') + longestIn('Delivery/Deliveries/DeadLetters');
    const stream = Number(mapping?.properties['MaximumRecordAgeInSeconds']);
    expect(DELIVERY_ALLOWED_SECONDS).toBe(stream + queues + 7_200);
  });
});

describe('the ledger', () => {
  it('is looked at every quarter of an hour', () => {
    const rules = ofType(synthesized, 'AWS::Events::Rule').filter(({ properties }) => {
      const [target] = properties['Targets'] as readonly { readonly Arn: unknown }[];
      return readable(synthesized, target?.Arn) === `${functionNamed(synthesized, 'ledger').path}.Arn`;
    });
    expect(rules.map(({ properties }) => properties['ScheduleExpression'])).toEqual(['rate(15 minutes)']);
  });

  it('has an alarm that looks as often, so that it stays on while something is missing', () => {
    const alarms = ofType(synthesized, 'AWS::CloudWatch::Alarm').filter(
      ({ properties }) => properties['MetricName'] === 'LedgerDrift',
    );
    expect(alarms.map(({ properties }) => properties)).toMatchObject([
      {
        Namespace: 'Tocsin',
        Dimensions: [{ Name: 'stage', Value: 'prod' }],
        Period: 900,
        Statistic: 'Sum',
        Threshold: 0,
      },
    ]);
  });
});
