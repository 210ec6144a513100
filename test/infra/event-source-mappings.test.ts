import { describe, expect, it } from '@jest/globals';
import { at, ofType, property, readable, synthesize } from './support/synthesized';

const synthesized = synthesize('prod');
const mappings = ofType(synthesized, 'AWS::Lambda::EventSourceMapping');

describe('the event source mappings', () => {
  it('lead from every queue with work and from the stream to its function', () => {
    const ways = mappings.map(
      (mapping) =>
        `${readable(synthesized, mapping.properties['EventSourceArn'])} → ${readable(synthesized, mapping.properties['FunctionName'])}`,
    );
    expect([...ways].sort()).toEqual([
      'Delivery/Deliveries/DeadLetters.Arn → DeadLetters/DeadLetter/Function',
      'Delivery/Deliveries/Queue.Arn → Delivery/Deliver/Function',
      'Dispatching/Failures/Queue.Arn → Dispatching/Redispatch/Function',
      'Ingestion/Alerts/DeadLetters.Arn → DeadLetters/DeadLetter/Function',
      'Ingestion/Alerts/Queue.Arn → Processing/Process/Function',
      'Storage/Table/Table.StreamArn → Dispatching/Dispatch/Function',
      'Timing/Timers/Queue.Arn → Timing/Timer/Function',
    ]);
  });

  it('all take partial batch responses, and none waits for a batch to fill', () => {
    for (const mapping of mappings) {
      expect(mapping.properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(mapping.properties['MaximumBatchingWindowInSeconds']).toBeUndefined();
    }
  });

  it('hand process ten alerts at a time, by twenty copies at most', () => {
    const mapping = at(synthesized, 'Processing/AlertsToProcess');
    expect(mapping.properties).toMatchObject({ BatchSize: 10, ScalingConfig: { MaximumConcurrency: 20 } });
  });

  it('hand deliver one delivery at a time, so that a slow endpoint holds back only its own', () => {
    const mapping = at(synthesized, 'Delivery/DeliveriesToDeliver');
    expect(mapping.properties).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 100 } });
  });

  it('hand timer ten timers at a time', () => {
    expect(at(synthesized, 'Timing/TimersToTimer').properties['BatchSize']).toBe(10);
  });

  it('hand redispatch one failure at a time and dead letters ten', () => {
    expect(at(synthesized, 'Dispatching/FailuresToRedispatch').properties['BatchSize']).toBe(1);
    expect(at(synthesized, 'DeadLetters/AlertsToDeadLetter').properties['BatchSize']).toBe(10);
    expect(at(synthesized, 'DeadLetters/DeliveriesToDeadLetter').properties['BatchSize']).toBe(10);
  });
});

describe("the stream's mapping", () => {
  const mapping = at(synthesized, 'Dispatching/StreamToDispatch');

  it('starts with the oldest record, so that nothing written while it starts is missed', () => {
    expect(mapping.properties['StartingPosition']).toBe('TRIM_HORIZON');
  });

  it('halves a failing batch and caps tries and age, so that one record holds up its shard for minutes at most', () => {
    expect(mapping.properties).toMatchObject({
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 3600,
      ParallelizationFactor: 2,
    });
  });

  it('puts what it gives up on into the failures queue', () => {
    const destination = property(mapping, 'DestinationConfig.OnFailure.Destination');
    expect(readable(synthesized, destination)).toBe('Dispatching/Failures/Queue.Arn');
  });

  it('lets only real transitions of incidents reach dispatch', () => {
    const filters = property(mapping, 'FilterCriteria.Filters') as readonly { readonly Pattern: string }[];
    expect(filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: ['HEAD'] } }, NewImage: { transitioned: { BOOL: [true] } } },
      },
    ]);
  });
});
