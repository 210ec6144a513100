import { describe, expect, it } from '@jest/globals';
import { at, ofType, property, readable, synthesize, target, type Resource } from './support/synthesized';

const synthesized = synthesize('prod');
const queues = ofType(synthesized, 'AWS::SQS::Queue');
const deadLetterPaths = new Set(
  queues.flatMap((queue) => {
    const arn = property(queue, 'RedrivePolicy.deadLetterTargetArn');
    return arn === undefined ? [] : [readable(synthesized, arn).replace(/\.Arn$/, '')];
  }),
);

const HOUR = 3600;
/** How long a message is retried, at least, before it is dead-lettered. */
const retriedFor = (queue: Resource): number =>
  Number(property(queue, 'RedrivePolicy.maxReceiveCount')) * Number(queue.properties['VisibilityTimeout']);

describe('every queue', () => {
  it('has a dead-letter queue or is one', () => {
    expect(queues).toHaveLength(8);
    for (const queue of queues)
      expect([queue.path, deadLetterPaths.has(queue.path)]).toEqual([queue.path, !queue.properties['RedrivePolicy']]);
  });

  it.each(queues.map((queue) => [queue.path, queue] as const))(
    '%s is encrypted and keeps messages for 14 days',
    (_, queue) => {
      expect(queue.properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * HOUR });
    },
  );

  it('hides a message for six times as long as the function that works on it may run', () => {
    const consumed = ofType(synthesized, 'AWS::Lambda::EventSourceMapping')
      .map((mapping) => ({
        source: target(synthesized, mapping.properties['EventSourceArn']),
        consumer: target(synthesized, mapping.properties['FunctionName']),
      }))
      .filter(({ source }) => source.type === 'AWS::SQS::Queue');
    expect(consumed).toHaveLength(6);
    for (const { source, consumer } of consumed)
      expect(Number(source.properties['VisibilityTimeout'])).toBeGreaterThanOrEqual(
        6 * Number(consumer.properties['Timeout']),
      );
  });
});

describe('the alerts queue', () => {
  const alerts = at(synthesized, 'Ingestion/Alerts/Queue');

  it('is a standard queue: order comes from accept times, and message groups make it fair', () => {
    expect(alerts.properties['FifoQueue']).toBeUndefined();
  });

  it('gives alerts more than an hour without a table before they are dead-lettered', () => {
    expect(retriedFor(alerts)).toBeGreaterThan(HOUR);
  });
});

describe('the deliveries queue', () => {
  const deliveries = at(synthesized, 'Delivery/Deliveries/Queue');

  it('keeps order per group, and neither deduplication nor throughput reaches over groups', () => {
    for (const queue of [deliveries, at(synthesized, 'Delivery/Deliveries/DeadLetters')])
      expect(queue.properties).toMatchObject({
        FifoQueue: true,
        ContentBasedDeduplication: false,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
  });

  it('carries dozens of attempts and outlasts hours of faults of our own', () => {
    expect(property(deliveries, 'RedrivePolicy.maxReceiveCount')).toBe(100);
    expect(retriedFor(deliveries)).toBeGreaterThan(6 * HOUR);
  });
});

describe('the queue of what dispatch gave up on', () => {
  it('is retried for most of the 24 hours that the stream keeps the records, and not for longer', () => {
    const failures = at(synthesized, 'Dispatching/Failures/Queue');
    expect(retriedFor(failures)).toBeGreaterThan(12 * HOUR);
    expect(retriedFor(failures)).toBeLessThan(24 * HOUR);
  });
});

describe('the timers queue', () => {
  it('is a standard queue, which delays each message as it is told, and outlasts an outage of hours', () => {
    const timers = at(synthesized, 'Timing/Timers/Queue');
    expect(timers.properties['FifoQueue']).toBeUndefined();
    expect(timers.properties['DelaySeconds']).toBeUndefined();
    expect(retriedFor(timers)).toBeGreaterThan(12 * HOUR);
  });
});
