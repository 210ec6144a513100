import type { AlertsInFlight, Log, TakenMessage } from '../ports';

/**
 * A message of the batch that a function was given; `receives` counts how often the queue has handed it out, this time
 * included.
 */
export interface GivenMessage {
  readonly messageId: string;
  readonly body: string;
  readonly receives: number;
}

export interface CompanyDeps {
  readonly alertsInFlight: AlertsInFlight;
  /** A batch of so many messages is a full one: more are waiting, as far as one can see from here. */
  readonly fullBatch: number;
  readonly log: Log;
}

/**
 * So many more messages are taken at most, four receives. What the alerts of a batch share (heads, the list of the
 * integration, reads) is a fifth per alert then, and each further receive saves less than the one before (docs/cost.md).
 */
const MOST_TAKEN = 40;

/**
 * Bytes of the bodies in hand beyond which no more are taken: fifty usual alerts. Large bodies are many alerts each, or
 * much work; a batch of them has enough to share by itself, and memory and time are those of a function that was sized for
 * ten.
 */
const ENOUGH_BYTES = 131_072;

/** A receive that gives fewer is the end of the backlog: another one would cost more than it can save. */
const FEW = 5;

/** Milliseconds that have to be left of the function's time: the SDK gives a call that hangs up after five tries of 3 s. */
const TIME_TO_END = 15_000;

/**
 * Takes more messages off the queue to go with a full batch, so that what its alerts share is written once for more of
 * them. A batch that is not full takes none: nothing is waiting, and its alerts are not kept waiting either.
 *
 * Nor does a batch in which something has come again: what made a function end in the middle the last time would take more
 * alerts with it. What was taken is hidden from others, so whoever takes it has to remove what ended
 * ({@link AlertsInFlight}); what is left comes again, counted like any other receive.
 *
 * @param msLeft the time that the function still has, in milliseconds.
 */
export async function takeCompany(
  deps: CompanyDeps,
  given: readonly GivenMessage[],
  msLeft: () => number,
): Promise<readonly TakenMessage[]> {
  if (given.length < deps.fullBatch || given.some(({ receives }) => receives > 1)) return [];
  const taken: TakenMessage[] = [];
  let bytes = bytesOf(given);
  while (taken.length < MOST_TAKEN && bytes < ENOUGH_BYTES && msLeft() >= TIME_TO_END) {
    // One after another: how much the next one may bring is known only when this one is here.
    const some = await tryTake(deps);
    taken.push(...some);
    bytes += bytesOf(some);
    if (some.length < FEW) break;
  }
  return taken;
}

/** None when the queue can't be asked: the batch does without. */
async function tryTake({ alertsInFlight, log }: CompanyDeps): Promise<readonly TakenMessage[]> {
  try {
    return await alertsInFlight.take();
  } catch (error) {
    log.warn('no more alerts could be taken', { error: String(error) });
    return [];
  }
}

function bytesOf(messages: readonly { readonly body: string }[]): number {
  return messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
}
