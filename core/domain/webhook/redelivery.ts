import { createHash } from 'node:crypto';
import type { Delivery, DeliveryMessage } from '../../contracts/delivery';
import type { Micros } from '../../contracts/incident';
import { DELIVERY_ATTEMPTS } from './retry-schedule';

/**
 * A replay holds back what follows in its lane while it tries, so it gives a delivery up after five tries, some two
 * minutes: the next replay finds it.
 */
export const REPLAY_ATTEMPTS = 5;

/** Started again within an hour, a replay leaves out what it has delivered: after that it is another one. */
const REPLAY_REMEMBERED: Micros = 60 * 60 * 1_000_000;

/** How many attempts this message may make: a test is there to be looked at, and a person does the retrying. */
export function attemptsOf({ test, redelivery }: DeliveryMessage): number {
  if (test === true) return 1;
  return redelivery?.replay === undefined ? DELIVERY_ATTEMPTS : REPLAY_ATTEMPTS;
}

/**
 * Has this message nothing more to do? An ordinary one when its delivery was delivered, a redelivery when it was
 * delivered since it was asked for: so asking twice, or a duplicate of the message, sends one webhook.
 */
export function isDone({ redelivery, release }: DeliveryMessage, known: Delivery | null): boolean {
  // Released twice: nothing that was given up is tried beyond its schedule.
  if (release !== undefined && known !== null && known.status !== 'pending') return true;
  if (known?.status !== 'delivered') return false;
  return redelivery === undefined || latestAttempt(known) > redelivery.after;
}

/** Waits in the queue for its next attempt. One without a time for it does not. */
export function isUnderWay({ status, next_attempt_at }: Delivery): boolean {
  return status === 'pending' && next_attempt_at !== null;
}

/** Number of the latest attempt; 0 before the first. */
export function latestAttempt({ attempts }: Delivery): number {
  // Not how many there are: of very many the oldest are not kept.
  return attempts.at(-1)?.number ?? 0;
}

/** The message that sends a delivery once more: same id, same body. `nonce` tells it apart from others of the same. */
export function makeRedelivery(delivery: Delivery, nonce: string, replay?: string): DeliveryMessage {
  const { v, id, account, service, integration, incident, type, sequence, transition_at, body, booked_at } = delivery;
  const redelivery = { after: latestAttempt(delivery), nonce, ...(replay !== undefined && { replay }) };
  const message = { v, id, account, service, integration, incident, type, sequence, transition_at, body, redelivery };
  return booked_at === undefined ? message : { ...message, booked_at };
}

/** The name of a replay: the same for the same question, so that starting it twice is starting it once. */
export function makeReplayId(question: Readonly<Record<string, string | number | null>>): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}

/** Has the replay delivered this already, within the time that it is remembered? */
export function wasReplayed({ attempts }: Delivery, replay: string, now: Micros): boolean {
  return attempts.some(
    (attempt) => attempt.replay === replay && attempt.error === null && attempt.at > now - REPLAY_REMEMBERED,
  );
}

/** Is it held back in the table, for an endpoint that is disabled or left alone? */
export function isHeld({ status, next_attempt_at, reason }: Delivery): boolean {
  return status === 'pending' && next_attempt_at === null && reason !== null;
}

/** The message that sends a held delivery to the queue. `after`: set when it had been asked for again. */
export function makeRelease(delivery: Delivery, nonce: string, after: number | null): DeliveryMessage {
  const { redelivery, ...message } = makeRedelivery(delivery, nonce);
  // No longer a part of a replay's lanes: in its own group its incident's order is kept whatever else comes.
  return { ...message, release: nonce, ...(after !== null && redelivery && { redelivery: { ...redelivery, after } }) };
}

/** What the queue tells repeats by: a repeat of the same id within five minutes is dropped. A redelivery is no repeat. */
export function deduplicationIdOf({ id, redelivery, release }: DeliveryMessage): string {
  const nonce = release ?? redelivery?.nonce;
  return nonce === undefined ? id : `${id}-${nonce}`;
}
