/** A message for a FIFO queue. */
export interface Sendable {
  readonly id: string;
  readonly group: string;
  readonly body: string;
}

/** A batch of SQS takes so many messages, and so many bytes of all together (AWS quotas, August 2025). */
const BATCH_COUNT = 10;
const BATCH_BYTES = 1_048_576;

/** Splits messages into rounds: the first of each group, then the second of each, and so on, each in the order given. */
export function toRounds(messages: readonly Sendable[]): readonly (readonly Sendable[])[] {
  const rounds: Sendable[][] = [];
  const seen = new Map<string, number>();
  for (const message of messages) {
    const round = seen.get(message.group) ?? 0;
    seen.set(message.group, round + 1);
    (rounds[round] ??= []).push(message);
  }
  return rounds;
}

/** Splits a round into batches that SQS takes. A message that is too large by itself is a batch by itself. */
export function toBatches(round: readonly Sendable[]): readonly (readonly Sendable[])[] {
  const batches: Sendable[][] = [];
  let last: Sendable[] = [];
  let bytes = 0;
  for (const message of round) {
    const size = Buffer.byteLength(message.body);
    if (last.length === 0 || last.length === BATCH_COUNT || bytes + size > BATCH_BYTES) {
      last = [];
      batches.push(last);
      bytes = 0;
    }
    last.push(message);
    bytes += size;
  }
  return batches;
}
