import { afterEach, describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '../../fixtures/local/toy-assembly';
import { until } from '../../support/runner';
import { restartToy, startToy, take, untilNoted, type ToyRunner } from '../../support/toy-runner';

const row = (pk: string, act?: string) => ({ pk: { S: pk }, ...(act === undefined ? {} : { act: { S: act } }) });

describe('a function behind a stream', () => {
  const started: ToyRunner[] = [];
  const start = async (...settings: Parameters<typeof startToy>) => {
    const toy = await startToy(...settings);
    started.push(toy);
    return toy;
  };
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ runner }) => runner.stop()));
  });

  const doneKeys = ({ toy }: ToyRunner) =>
    toy.journal('follower-done').flatMap((entry) => entry['keys'] as readonly string[]);
  const untilDone = (toy: ToyRunner, keys: readonly string[]) =>
    until(`${keys.join()} done`, () => keys.every((key) => doneKeys(toy).includes(key)));

  it('gets the record that Lambda would give it, soon, in the order of the writes', async () => {
    const toy = await start();
    const keys = Array.from({ length: 30 }, (_none, index) => `k${index}`);
    await toy.post(
      'put',
      keys.map((key) => row(key)),
    );
    await untilDone(toy, keys);
    expect(doneKeys(toy)).toEqual(keys);
    const [record] = toy.toy.journal('follower')[0]?.['records'] as readonly unknown[];
    expect(record).toMatchObject({
      eventID: expect.any(String),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        Keys: { pk: { S: 'k0' } },
        NewImage: { pk: { S: 'k0' } },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: expect.stringContaining(':table/Table/stream/'),
    });
  });

  it('gets only what its filters let through, and goes on after the rest', async () => {
    const pattern = JSON.stringify({ eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'in-' }] } } } });
    const toy = await start({ streamMapping: { FilterCriteria: { Filters: [{ Pattern: pattern }] } } });
    await toy.post('put', [row('out-1'), row('in-1'), row('in-1', 'changed'), row('in-2')]);
    await untilDone(toy, ['in-1', 'in-2']);
    expect(doneKeys(toy)).toEqual(['in-1', 'in-2']);
  });

  it('that throws at one record has the batch halved until that record is alone, and the on-failure queue is told', async () => {
    const toy = await start({
      streamMapping: { BisectBatchOnFunctionError: true, MaximumBatchingWindowInSeconds: 1, MaximumRetryAttempts: 1 },
    });
    await toy.post(
      'put',
      ['a', 'b', 'poison', 'd', 'e'].map((key) => row(key, key === 'poison' ? 'throw' : undefined)),
    );
    await untilDone(toy, ['a', 'b', 'd', 'e']);
    expect(doneKeys(toy)).toEqual(['a', 'b', 'd', 'e']);
    const batches = toy.toy.journal('follower').map((entry) => entry['keys'] as readonly string[]);
    expect(batches.filter((keys) => keys.length === 1 && keys[0] === 'poison')).toHaveLength(2);
    const message = JSON.parse(await take(toy, 'TOY_STREAM_FAILURES')) as Record<string, Record<string, unknown>>;
    expect(message).toEqual({
      requestContext: {
        requestId: expect.any(String),
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Follower',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: expect.stringMatching(/^\d+$/),
        endSequenceNumber: message['DDBStreamBatchInfo']?.['startSequenceNumber'],
        approximateArrivalOfFirstRecord: expect.stringMatching(/Z$/),
        approximateArrivalOfLastRecord: expect.stringMatching(/Z$/),
        batchSize: 1,
        streamArn: expect.stringContaining(':table/Table/stream/'),
      },
    });
  });

  it('that reports a record gets the batch again from there, not what was before', async () => {
    const toy = await start({ streamMapping: { MaximumBatchingWindowInSeconds: 1, MaximumRetryAttempts: 1 } });
    await toy.post('put', [row('a'), row('bad', 'fail'), row('c')]);
    await take(toy, 'TOY_STREAM_FAILURES');
    const batches = toy.toy.journal('follower').map((entry) => entry['keys'] as readonly string[]);
    expect(batches.filter((keys) => keys.includes('a'))).toHaveLength(1);
    expect(batches.at(-1)?.[0]).toBe('bad');
    await toy.post('put', [row('after')]);
    await untilDone(toy, ['after']);
  });

  it('goes on after kill -9 of everything where it was, with nothing left out', async () => {
    const toy = await startToy();
    await toy.post('put', [row('before-1'), row('before-2')]);
    await untilDone(toy, ['before-2']);
    // Written, but perhaps not yet handed over.
    await toy.post(
      'put',
      Array.from({ length: 20 }, (_none, index) => row(`cut-${index}`)),
    );
    await toy.runner.kill9();
    const again = await restartToy(toy);
    started.push(again);
    await untilDone(again, ['cut-19']);
    const keys = new Set(doneKeys(again));
    expect(Array.from({ length: 20 }, (_none, index) => `cut-${index}`).every((key) => keys.has(key))).toBe(true);
    // What was done long before the kill does not come again.
    expect(doneKeys(again).filter((key) => key === 'before-1')).toHaveLength(1);
  });

  it('sees rows whose time has passed go, deleted by the time-to-live service; others stay', async () => {
    const toy = await start({}, ['--sweep-seconds', '1']);
    const now = Math.floor(Date.now() / 1000);
    const expiring = (pk: string, at: number) => ({ pk: { S: pk }, expires_at: { N: String(at) } });
    await toy.post('put', [expiring('old', now - 10), expiring('young', now + 3600), row('eternal')]);
    const isRemoval = (entry: JournalEntry) =>
      entry.fn === 'follower' && (entry['names'] as readonly string[]).includes('REMOVE');
    await untilNoted(toy.toy, 'the removal', isRemoval);
    const seen = toy.toy.journal('follower').flatMap((entry) => {
      const { keys, names, by } = entry as unknown as Readonly<Record<string, readonly unknown[]>>;
      return (keys ?? []).map((key, index) => [key, names?.[index], by?.[index]] as const);
    });
    const service = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
    expect(seen.filter(([, name]) => name === 'REMOVE')).toEqual([['old', 'REMOVE', service]]);
    expect(seen.filter(([, name]) => name === 'INSERT').map(([, , by]) => by)).toEqual([null, null, null]);
  });
});
