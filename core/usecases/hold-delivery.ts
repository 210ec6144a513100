import type { DeliveryMessage } from '../contracts/delivery';
import type { EndpointHealth } from '../contracts/endpoint-health';
import type { Micros } from '../contracts/incident';
import { changeHealth } from './change-health';
import type { Backlogs, Clock, Deliveries, DeliveriesQueue, EndpointHealths } from './ports';

export interface HoldDeps {
  readonly deliveries: Pick<Deliveries, 'record'>;
  readonly healths: EndpointHealths;
  readonly backlogs: Pick<Backlogs, 'add'>;
  readonly deliveriesQueue: Pick<DeliveriesQueue, 'askToRelease'>;
  readonly clock: Clock;
}

export interface Hold {
  readonly message: DeliveryMessage;
  /** For people. */
  readonly reason: string;
  /** Somebody has to release it by itself: the endpoint is enabled and only left alone for a while. */
  readonly isEnabled: boolean;
}

/**
 * Who releases a backlog says so every few minutes. Silent for longer, it has died with its message, after a fault of
 * ours that lasted for hours, and is asked for again.
 */
const RELEASE_SILENCE: Micros = 15 * 60 * 1_000_000;

/**
 * Holds a delivery back in the table, so that its message can be acknowledged: a dead endpoint's deliveries would
 * otherwise fill the queue, which hands nothing out to anybody while too much of it is in flight.
 *
 * Nothing may be held back while the backlog counts as empty. So the entry is written first and the health is read
 * afterwards, and `releaseBacklog` does it the other way round (`closing`, then a last look): one of both sees the other.
 */
export async function holdDelivery(deps: HoldDeps, { message, reason, isEnabled }: Hold): Promise<void> {
  const { deliveries, backlogs, healths, deliveriesQueue, clock } = deps;
  // The row first: an entry whose row is not held is taken for done.
  await deliveries.record(message, null, { status: 'pending', next_attempt_at: null, reason });
  const now = clock();
  await backlogs.add(message, now);
  const health = await healths.load(message.integration);
  if (isKept(health) && !(isEnabled && isSilent(health, now))) return;
  const { account, service, integration } = message;
  const ask = (nonce: string): Promise<void> =>
    deliveriesQueue.askToRelease({ v: 1, kind: 'release', account, service, integration, nonce });
  // Before it is noted that it was asked for: asked twice is harmless, and not asked would leave the backlog alone.
  await ask(String(now));
  const noted = { begins: false };
  await changeHealth(healths, integration, (found) => {
    // Also where it finds its own note: the answer of a write can get lost.
    noted.begins ||= !isKept(found);
    return isKept(found) && !isSilent(found, now) ? found : keep(found, now);
  });
  // And after it, where it is the first: a release that was quicker than the note found nothing kept, and is over. What is
  // held back from now on counts on one that sees the note.
  if (noted.begins) await ask(`${now}-kept`);
}

/** Not `closing`: that has to be called off. */
function isKept({ backlog }: EndpointHealth): boolean {
  return backlog === 'kept';
}

function isSilent({ releasing_at }: EndpointHealth, now: Micros): boolean {
  return releasing_at === null || now - releasing_at > RELEASE_SILENCE;
}

function keep(health: EndpointHealth, now: Micros): EndpointHealth {
  return { ...health, backlog: 'kept', releasing_at: now };
}
