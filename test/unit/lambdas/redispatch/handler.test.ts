import { describe, expect, it } from '@jest/globals';
import type { HeadChange, StreamStretch } from '../../../../core/usecases/ports';
import { createHandler } from '../../../../lambdas/redispatch/handler';
import { aChange, aFoldedIncident, anIncident } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { aBatch, aRecord } from '../../../support/builders/queue-batch';

/** What Lambda puts into the failures queue. */
const discarded = JSON.stringify({
  requestContext: { requestId: 'r', functionArn: 'f', condition: 'RetryAttemptsExhausted', approximateInvokeCount: 4 },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: '2026-11-22T10:00:00.000Z',
  DDBStreamBatchInfo: {
    shardId: 'shardId-1',
    startSequenceNumber: '800000000003126276362',
    endSequenceNumber: '800000000003126276400',
    approximateArrivalOfFirstRecord: '2026-11-22T09:59:00Z',
    approximateArrivalOfLastRecord: '2026-11-22T09:59:01Z',
    batchSize: 2,
    streamArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/s',
  },
});

type Read = (stretch: StreamStretch) => Promise<readonly HeadChange[]>;

async function run(world: OutgoingWorld, body: string, read: Read): Promise<readonly string[]> {
  const handler = createHandler({ ...world.dispatchDeps, tableStream: { read } });
  const { batchItemFailures } = await handler(aBatch(aRecord({ messageId: 'one', body })));
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

describe('redispatch', () => {
  it('dispatches the stretch of the stream that was given up', async () => {
    const world = await new OutgoingWorld().settle();
    const asked: StreamStretch[] = [];
    const read: Read = (stretch) => {
      asked.push(stretch);
      return Promise.resolve([aChange(aFoldedIncident())]);
    };
    expect(await run(world, discarded, read)).toEqual([]);
    expect(asked).toEqual([
      {
        shard_id: 'shardId-1',
        start_sequence_number: '800000000003126276362',
        end_sequence_number: '800000000003126276400',
      },
    ]);
    expect(world.queue.messages.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('makes the deliveries that dispatch would have made', async () => {
    const world = await new OutgoingWorld().settle();
    const read: Read = () => Promise.resolve([aChange(anIncident())]);
    await run(world, discarded, read);
    const first = [...world.queue.messages];
    await run(world, discarded, read);
    expect(world.queue.messages).toEqual(first);
  });

  it('keeps the message for one entity that can not be dispatched, and tells of all others meanwhile', async () => {
    const world = await new OutgoingWorld().settle();
    const { service } = world.resources;
    world.resources.service = (team, id) =>
      id === 'broken' ? Promise.reject(new Error('throttled')) : service(team, id);
    const of = (unique_id: string, entity_id: string, over = {}) =>
      aChange(anIncident({ unique_id, entity_id, ...over }));
    const read: Read = () =>
      Promise.resolve([
        of('a', 'one'),
        of('b', 'stuck', { service: 'broken' }),
        of('c', 'stuck'),
        of('d', 'two', { service: 'broken' }),
        of('e', 'three'),
      ]);
    expect(await run(world, discarded, read)).toEqual(['one']);
    expect(world.queue.messages.map(({ incident }) => incident.unique_id)).toEqual(['a', 'e']);
  });

  it('keeps the message while the queue is gone', async () => {
    const world = await new OutgoingWorld().settle();
    world.queue.failing = true;
    expect(await run(world, discarded, () => Promise.resolve([aChange(anIncident())]))).toEqual(['one']);
  });

  it('keeps the message while the stream can not be read, and says so', async () => {
    const world = await new OutgoingWorld().settle();
    expect(await run(world, discarded, () => Promise.reject(new Error('TrimmedDataAccessException')))).toEqual(['one']);
    expect(world.log.lines).toEqual([
      expect.objectContaining({ level: 'error', message: 'stream could not be read again' }),
    ]);
  });

  it.each(['nonsense', '{}', 'null', '{"DDBStreamBatchInfo": {"shardId": 7}}'])(
    'does not loop over the message %s, nor hide it',
    async (body) => {
      const world = await new OutgoingWorld().settle();
      expect(await run(world, body, () => Promise.reject(new Error('not asked')))).toEqual([]);
      expect(world.log.lines).toEqual([expect.objectContaining({ level: 'error', fields: { messageId: 'one' } })]);
    },
  );
});
