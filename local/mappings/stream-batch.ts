/** How a mapping treats batches that fail. */
export interface StreamPolicy {
  readonly bisect: boolean;
  /** -1 = for ever. */
  readonly maximumRetries: number;
  /** Seconds; -1 = for ever. */
  readonly maximumAgeSeconds: number;
}

/** What the decisions need of a record. */
export interface Aged {
  readonly sequenceNumber: string;
  /** When it came into the stream, in milliseconds since 1970. */
  readonly arrivedAt: number;
}

/** Records to be handed to the function together. */
export interface Batch<T extends Aged> {
  readonly records: readonly T[];
  /** How many invocations with this batch's first record at its head have failed. */
  readonly failures: number;
}

/** How an invocation with a batch went. */
export type BatchOutcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'error' }
  /** Everything before this index is done; the record at it failed. */
  | { readonly kind: 'failed-from'; readonly index: number };

export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** What to do after an invocation. The batches left are to be handled in their order. */
export type Reaction<T extends Aged> =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly left: readonly Batch<T>[]; readonly delayMs: number }
  | { readonly kind: 'discard'; readonly batch: Batch<T>; readonly condition: DiscardCondition };

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

/**
 * Lambda's rules for a failed batch of a stream
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html):
 * - the function threw and the mapping bisects: the halves are retried, in order; splitting uses up no retry;
 * - the function named the first failed record: the batch is cut there, what is before it is done, the rest is retried
 *   (and given up together: Lambda goes on after the batch);
 * - more failures than retries: the batch is given up.
 */
export function react<T extends Aged>(policy: StreamPolicy, batch: Batch<T>, outcome: BatchOutcome): Reaction<T> {
  if (outcome.kind === 'success') return { kind: 'done' };
  if (outcome.kind === 'error' && policy.bisect && batch.records.length > 1) {
    const half = Math.ceil(batch.records.length / 2);
    const parts = [batch.records.slice(0, half), batch.records.slice(half)];
    const left = parts.map((records) => ({ records, failures: batch.failures }));
    return { kind: 'retry', left, delayMs: delayAfter(batch.failures + 1) };
  }
  const index = outcome.kind === 'error' ? 0 : outcome.index;
  // A record that comes to the head for the first time has failed once: just now.
  const rest = { records: batch.records.slice(index), failures: index === 0 ? batch.failures + 1 : 1 };
  if (policy.maximumRetries >= 0 && rest.failures > policy.maximumRetries) {
    return { kind: 'discard', batch: rest, condition: 'RetryAttemptsExhausted' };
  }
  return { kind: 'retry', left: [rest], delayMs: delayAfter(rest.failures) };
}

/** Parts the records that are too old to be handed over (at the head: a stream is in order of time) from the others. */
export function splitExpired<T extends Aged>(
  policy: StreamPolicy,
  batch: Batch<T>,
  now: number,
): { readonly expired?: Batch<T>; readonly rest?: Batch<T> } {
  const oldest = policy.maximumAgeSeconds < 0 ? -Infinity : now - policy.maximumAgeSeconds * 1000;
  const firstYoung = batch.records.findIndex(({ arrivedAt }) => arrivedAt >= oldest);
  if (firstYoung === 0) return { rest: batch };
  if (firstYoung < 0) return { expired: batch };
  return {
    expired: { ...batch, records: batch.records.slice(0, firstYoung) },
    rest: { records: batch.records.slice(firstYoung), failures: 0 },
  };
}

/** Doubling, so that a function that is down is not hammered, with a cap that keeps the stream usable after. */
function delayAfter(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 16));
}
