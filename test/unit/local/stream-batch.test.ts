import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { react, splitExpired, type Batch, type BatchOutcome } from '../../../local/mappings/stream-batch';

interface Row {
  readonly sequenceNumber: string;
  readonly arrivedAt: number;
}

const batchOf = (count: number, failures = 0): Batch<Row> => ({
  records: Array.from({ length: count }, (_none, index) => ({
    sequenceNumber: String(index),
    arrivedAt: index * 1000,
  })),
  failures,
});
const policy = { bisect: false, maximumRetries: 2, maximumAgeSeconds: -1 };

describe('a failed batch of a stream', () => {
  it('is retried whole until its retries are used up, then given up', () => {
    expect(react(policy, batchOf(3), { kind: 'error' })).toMatchObject({ kind: 'retry', left: [batchOf(3, 1)] });
    expect(react(policy, batchOf(3, 1), { kind: 'error' })).toMatchObject({ kind: 'retry', left: [batchOf(3, 2)] });
    expect(react(policy, batchOf(3, 2), { kind: 'error' })).toEqual({
      kind: 'discard',
      batch: batchOf(3, 3),
      condition: 'RetryAttemptsExhausted',
    });
  });

  it('is halved when the mapping bisects, which uses up no retry', () => {
    const { records } = batchOf(5);
    const reaction = react({ ...policy, bisect: true }, batchOf(5, 1), { kind: 'error' });
    expect(reaction).toMatchObject({
      kind: 'retry',
      left: [
        { records: records.slice(0, 3), failures: 1 },
        { records: records.slice(3), failures: 1 },
      ],
    });
  });

  it('is cut at the first record that was reported, and what is before it is done', () => {
    const { records } = batchOf(4);
    const reaction = react(policy, batchOf(4), { kind: 'failed-from', index: 2 });
    expect(reaction).toMatchObject({ kind: 'retry', left: [{ records: records.slice(2), failures: 1 }] });
  });

  it('counts anew when a report moves on, and on when it does not', () => {
    expect(react(policy, batchOf(4, 2), { kind: 'failed-from', index: 1 })).toMatchObject({ left: [{ failures: 1 }] });
    expect(react(policy, batchOf(4, 1), { kind: 'failed-from', index: 0 })).toMatchObject({ left: [{ failures: 2 }] });
    expect(react(policy, batchOf(4, 2), { kind: 'failed-from', index: 0 })).toMatchObject({ kind: 'discard' });
  });

  it('waits longer after each failure, up to a limit', () => {
    const delays = [0, 1, 2, 20].map((failures) => {
      const reaction = react({ ...policy, maximumRetries: -1 }, batchOf(1, failures), { kind: 'error' });
      return reaction.kind === 'retry' ? reaction.delayMs : Number.NaN;
    });
    expect(delays).toEqual([100, 200, 400, 10_000]);
  });

  it('gives up what is too old before it is handed over, and starts the rest afresh', () => {
    const batch = batchOf(4, 2);
    const parted = splitExpired({ ...policy, maximumAgeSeconds: 60 }, batch, 62_000);
    expect(parted.expired?.records).toEqual(batch.records.slice(0, 2));
    expect(parted.rest).toEqual({ records: batch.records.slice(2), failures: 0 });
    expect(splitExpired({ ...policy, maximumAgeSeconds: 60 }, batch, 100_000)).toEqual({ expired: batch });
    expect(splitExpired(policy, batch, Number.MAX_SAFE_INTEGER)).toEqual({ rest: batch });
  });

  it('loses, repeats and reorders nothing, whatever fails: each record is done or given up once, in order', () => {
    const isPoison = fc.uniqueArray(fc.nat(11), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        isPoison,
        fc.boolean(),
        fc.boolean(),
        (count, poison, bisect, reports) => {
          const handled = workThrough({ ...policy, bisect }, count, (records) => {
            const index = records.findIndex((record) => poison.includes(Number(record.sequenceNumber)));
            if (index < 0) return { kind: 'success' };
            return reports ? { kind: 'failed-from', index } : { kind: 'error' };
          });
          expect(handled).toEqual(batchOf(count).records.map(({ sequenceNumber }) => sequenceNumber));
        },
      ),
    );
  });

  it('isolates the poison records by bisecting: only they are given up', () => {
    const poison = ['3', '7'];
    const givenUp: string[] = [];
    workThrough(
      { ...policy, bisect: true },
      12,
      (records) =>
        records.some(({ sequenceNumber }) => poison.includes(sequenceNumber)) ? { kind: 'error' } : { kind: 'success' },
      givenUp,
    );
    expect(givenUp).toEqual(poison);
  });
});

/** Works a batch through as a mapping does; answers with the records in the order they were done with. */
function workThrough(
  rules: typeof policy,
  count: number,
  invoke: (records: readonly Row[]) => BatchOutcome,
  givenUp: string[] = [],
): readonly string[] {
  const handled: string[] = [];
  const left: Batch<Row>[] = [batchOf(count)];
  for (let batch = left.shift(); batch !== undefined; batch = left.shift()) {
    const numbers = (records: readonly Row[]) => records.map(({ sequenceNumber }) => sequenceNumber);
    const outcome = invoke(batch.records);
    const reaction = react(rules, batch, outcome);
    if (outcome.kind === 'failed-from') handled.push(...numbers(batch.records.slice(0, outcome.index)));
    if (reaction.kind === 'done') handled.push(...numbers(batch.records));
    if (reaction.kind === 'retry') left.unshift(...reaction.left);
    if (reaction.kind === 'discard') {
      handled.push(...numbers(reaction.batch.records));
      givenUp.push(...numbers(reaction.batch.records));
    }
  }
  return handled;
}
