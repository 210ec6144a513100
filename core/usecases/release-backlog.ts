import type { Delivery, ReleaseMessage } from '../contracts/delivery';
import type { Micros } from '../contracts/incident';
import { gateOf } from '../domain/webhook/endpoint-health';
import { heldPrefixOf } from '../domain/webhook/held-position';
import { isHeld, isUnderWay, makeRelease } from '../domain/webhook/redelivery';
import { changeHealth } from './change-health';
import type { Backlogs, Clock, Deliveries, DeliveriesQueue, Directory, EndpointHealths } from './ports';

export interface ReleaseDeps {
  readonly directory: Pick<Directory, 'integration'>;
  readonly deliveries: Pick<Deliveries, 'find'>;
  readonly healths: EndpointHealths;
  readonly backlogs: Pick<Backlogs, 'list' | 'remove'>;
  readonly deliveriesQueue: Pick<DeliveriesQueue, 'send'>;
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** What becomes of the message that asked for the release. */
export type ReleaseOutcome =
  /** Nothing is held back any more, or nothing may be released: acknowledge. */
  | { readonly result: 'ended' }
  /** Look again after so many seconds. */
  | { readonly result: 'later'; readonly after_seconds: number };

/**
 * So many released deliveries of an endpoint wait for their attempt at most. A backlog of days, let go at once, would
 * take all of deliver's concurrency, and everybody's live deliveries would wait (DESIGN §3, I9).
 */
const WINDOW = 4;
/** Microseconds that one call goes on for: well below deliver's timeout. */
const PATIENCE: Micros = 10_000_000;
/** Milliseconds between two looks at whether those released have been tried. */
const PAUSE = 200;
/** Entries read at a time. */
const PAGE = 50;
/** Seconds until the next look when what is left is being tried again by its own schedule. */
const OTHERS_TRY = 15;
/** Seconds, and how often: the one who enables an endpoint may take that long from asking for the release to enabling. */
const DISABLED = { wait: 5, receives: 12 } as const;
/** Seconds: an endpoint that somebody else finds well again is noticed within that. */
const LONGEST_WAIT = 60;
/** Longer than a message of the queue is hidden when its worker died (six times deliver's timeout), with time to be worked on. */
const FORGOTTEN_AFTER: Micros = 15 * 60_000_000;
/** Who holds back takes silence of a quarter of an hour for a death: a sign of life more often than that. */
const SIGN_OF_LIFE: Micros = 5 * 60_000_000;

/**
 * Sends what is held back for an endpoint to the queue, oldest incident first, of each incident one at a time and in
 * order; deliver tries it in the group of its endpoint and incident. An entry stays until its delivery has ended, and as
 * long as it is there no later one of its incident is tried: nothing overtakes, whatever comes in at the same time.
 *
 * May die at any point: the message comes again, and a delivery that is sent twice is recognised.
 * @param receives how often the message has been received.
 */
export async function releaseBacklog(
  deps: ReleaseDeps,
  message: ReleaseMessage,
  receives: number,
): Promise<ReleaseOutcome> {
  const { directory, healths, clock } = deps;
  const round: Round = { deps, integration: message.integration, busy: new Set(), released: new Map() };
  const end = clock() + PATIENCE;
  do {
    const [integration, health] = await Promise.all([
      directory.integration(message.service, message.integration),
      healths.load(message.integration),
    ]);
    // Of a deleted one all is let go: deliver ends it as failed.
    if (integration?.is_enabled === false) return whileDisabled(receives);
    const gate = gateOf(health, clock());
    if (gate.gate === 'open')
      return { result: 'later', after_seconds: await waitForCircuit(deps, message, gate.until) };
    const step = await releaseSome(round, gate.gate === 'probe' ? 1 : WINDOW);
    if (step === 'empty' && (await closeBacklog(deps, message.integration))) return { result: 'ended' };
    if (step === 'others try') return { result: 'later', after_seconds: await live(deps, message, OTHERS_TRY) };
    if (step !== 'released') await deps.pause(PAUSE);
  } while (clock() < end);
  return { result: 'later', after_seconds: await live(deps, message, 1) };
}

/** Whoever enables it asks again. Asking comes before enabling, so that no crash in between leaves a backlog behind. */
function whileDisabled(receives: number): ReleaseOutcome {
  return receives < DISABLED.receives ? { result: 'later', after_seconds: DISABLED.wait } : { result: 'ended' };
}

function waitForCircuit(deps: ReleaseDeps, message: ReleaseMessage, until: Micros): Promise<number> {
  return live(deps, message, Math.min(LONGEST_WAIT, (until - deps.clock()) / 1_000_000));
}

/** Says, now and then, that somebody still sees to the backlog; gives the seconds. */
async function live({ healths, clock }: ReleaseDeps, message: ReleaseMessage, seconds: number): Promise<number> {
  const now = clock();
  await changeHealth(healths, message.integration, (found) =>
    found.releasing_at === null || now - found.releasing_at < SIGN_OF_LIFE ? found : { ...found, releasing_at: now },
  );
  return seconds;
}

/** What one call knows. */
interface Round {
  readonly deps: ReleaseDeps;
  readonly integration: string;
  /** Incidents (prefixes of positions) with a delivery that waits in the queue for its next attempt. */
  readonly busy: Set<string>;
  /** Deliveries sent and, as far as known, not tried yet, by the prefix of their incident. */
  readonly released: Map<string, string>;
}

async function releaseSome(round: Round, window: number): Promise<'empty' | 'released' | 'others try' | 'not yet'> {
  const { deps, integration, released, busy } = round;
  for (const [incident, id] of released) {
    const delivery = await deps.deliveries.find(integration, id);
    if (delivery !== null && isHeld(delivery)) continue;
    released.delete(incident);
    if (delivery !== null && isUnderWay(delivery)) busy.add(incident);
  }
  if (released.size >= window) return 'not yet';
  const { ready, isEmpty } = window === 1 ? await findProbe(round) : await findReady(round, window - released.size);
  if (isEmpty) return 'empty';
  if (ready.length === 0) return released.size === 0 ? 'others try' : 'not yet';
  // Named after the moment it was held back: the queue drops it if it was sent a moment ago.
  await deps.deliveriesQueue.send(ready.map(({ delivery, after, at }) => makeRelease(delivery, `r${at}`, after)));
  for (const { delivery } of ready) released.set(heldPrefixOf(delivery), delivery.id);
  return 'released';
}

interface Ready {
  readonly delivery: Delivery;
  readonly after: number | null;
  readonly at: Micros;
}

interface Found {
  readonly ready: readonly Ready[];
  /** There is no entry at all. */
  readonly isEmpty: boolean;
}

/**
 * The one that tells whether the endpoint is back: rather one that was never refused. A few that are refused for ever would
 * otherwise keep looking like an endpoint that is dead.
 */
async function findProbe(round: Round): Promise<Found> {
  const { ready, isEmpty } = await findReady(round, PAGE);
  const tried = ({ delivery }: Ready): number => delivery.attempts.length;
  return { ready: ready.toSorted((a, b) => tried(a) - tried(b)).slice(0, 1), isEmpty };
}

/** The first held deliveries of incidents that have none on its way, up to `room`. */
async function findReady({ deps, integration, busy, released }: Round, room: number): Promise<Found> {
  const ready: Ready[] = [];
  const seen = new Set<string>();
  let after = '';
  let page = await deps.backlogs.list(integration, { after, limit: PAGE });
  let isEmpty = true;
  while (page.length > 0 && ready.length < room) {
    for (const held of page) {
      after = held.position;
      const incident = after.slice(0, after.lastIndexOf('#') + 1);
      const isLater = seen.has(incident) || busy.has(incident) || released.has(incident);
      if (isLater || ready.length === room) {
        isEmpty = false;
        continue;
      }
      const delivery = await deps.deliveries.find(integration, held.delivery);
      if (delivery === null || delivery.status !== 'pending') {
        // Ended, and its worker died before it could say so; or expired. Not if it was held back once more since.
        await deps.backlogs.remove(integration, held.position, held.at);
        continue;
      }
      isEmpty = false;
      seen.add(incident);
      if (isHeld(delivery) || isForgotten(delivery, deps.clock()))
        ready.push({ delivery, after: held.after, at: held.at });
      else busy.add(incident);
    }
    page = page.length < PAGE ? [] : await deps.backlogs.list(integration, { after, limit: PAGE });
  }
  return { ready, isEmpty };
}

/**
 * Its next attempt has long been due, so that no message of it can be left: two workers had the same one, after it came
 * back while the first was still at it; one held the delivery back, the other noted an attempt.
 */
function isForgotten({ next_attempt_at }: Delivery, now: Micros): boolean {
  return next_attempt_at !== null && now - next_attempt_at > FORGOTTEN_AFTER;
}

/**
 * Ends the backlog if nothing is in it. Who holds back writes its entry first and reads the health then: it either sees
 * `closing` and calls it off, or its entry is seen by the look after it.
 */
async function closeBacklog({ healths, backlogs }: ReleaseDeps, integration: string): Promise<boolean> {
  const closing = await changeHealth(healths, integration, (found) =>
    found.backlog === 'kept' ? { ...found, backlog: 'closing' } : found,
  );
  if (closing.backlog === 'none') return true;
  if ((await backlogs.list(integration, { after: '', limit: 1 })).length > 0) return false;
  // Only as it was then: whoever held something back since has written to it.
  return (await healths.save(integration, { ...closing, backlog: 'none', releasing_at: null })) === 'saved';
}
