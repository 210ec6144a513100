import type { DeliveryMessage } from '../contracts/delivery';
import type { EntityHead, Incident, Micros, Transition } from '../contracts/incident';
import type { Integration } from '../contracts/resources';
import type { TimerMessage } from '../contracts/timer';
import { delayOf, setTimers } from '../domain/timers/set-timers';
import { makeDeliveryId } from '../domain/webhook/delivery-id';
import { makeWebhookBody } from '../domain/webhook/webhook-body';
import { createAudiences, type Audience, type Audiences, type AudienceDirectory } from './audiences';
import { noteResolved, type NoteResolvedDeps } from './note-resolved';
import type { Clock, DeliveriesQueue, HeadChange, Ledger, Log, TimersQueue } from './ports';

export interface DispatchDeps extends NoteResolvedDeps {
  readonly directory: AudienceDirectory;
  readonly deliveriesQueue: Pick<DeliveriesQueue, 'send'>;
  readonly timersQueue: TimersQueue;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** How far dispatching a batch came. */
export interface DispatchProgress {
  /** That many changes, from the first on, are in the queue whole. Fewer than given: the next one failed. */
  readonly done: number;
  /** How many deliveries were queued. */
  readonly deliveries: number;
  /** What stopped it: one change that could not be made into deliveries, or the queue, which concerns all of them. */
  readonly stopped_by: 'change' | 'queue' | null;
}

/**
 * Makes one delivery per transition and wanting endpoint, and queues them in the order of the transitions (DESIGN §3, I5);
 * and the timers that transitions set, whether anybody listens or not. Used for records from the stream and for those that
 * had to be read from it again. Doing a change twice is harmless: deliveries get the same ids, which the queue and deliver
 * recognise, and of two equal timers one finds nothing to do.
 *
 * Never throws: what failed is ours, may pass, and is logged; the caller has everything from `done` on tried again.
 */
export async function dispatchTransitions(
  deps: DispatchDeps,
  changes: readonly HeadChange[],
): Promise<DispatchProgress> {
  const audiences = createAudiences(deps.directory);
  const made = await Promise.allSettled(changes.map((change) => makeMessages(audiences, change)));
  const messages: DeliveryMessage[] = [];
  const timers: TimerMessage[] = [];
  let done = 0;
  // Only up to the first that failed: what comes after it may be of the same incident and must not overtake it.
  for (const [index, result] of made.entries()) {
    if (result.status === 'rejected') {
      logFailure(deps.log, changes[index]?.after, result.reason);
      break;
    }
    messages.push(...result.value.deliveries);
    timers.push(...result.value.timers);
    done += 1;
  }
  try {
    if (messages.length > 0) await deps.deliveriesQueue.send(messages);
    // Last: deliveries that are sent again are dropped by their ids, timers would go round twice.
    await sendTimers(deps, timers);
    await noteResolved(deps, changes.slice(0, done));
    // When all of it is done: what has to be done again is counted then, in the same minutes.
    bookDue(deps.ledger, messages);
    return { done, deliveries: messages.length, stopped_by: done < changes.length ? 'change' : null };
  } catch (error) {
    // Some may have been sent; all are sent again.
    logFailure(deps.log, changes[0]?.after, error);
    return { done: 0, deliveries: 0, stopped_by: 'queue' };
  }
}

function bookDue(ledger: Ledger, messages: readonly DeliveryMessage[]): void {
  for (const { booked_at } of messages) if (booked_at !== undefined) ledger.book('DeliveriesDue', booked_at);
}

function logFailure(log: Log, head: EntityHead | undefined, error: unknown): void {
  const incident = head?.incident;
  log.error('transitions could not be dispatched', {
    account: head?.account,
    incident: incident?.unique_id,
    error: String(error),
  });
}

async function sendTimers({ timersQueue, clock }: DispatchDeps, timers: readonly TimerMessage[]): Promise<void> {
  if (timers.length === 0) return;
  const now = clock();
  await timersQueue.send(timers.map((timer) => ({ timer, delay_seconds: delayOf(timer, now) })));
}

/** What one change has to be told: to endpoints, and to the timers' queue. */
interface Made {
  readonly deliveries: readonly DeliveryMessage[];
  readonly timers: readonly TimerMessage[];
}

const NOTHING: Made = { deliveries: [], timers: [] };

async function makeMessages(audiences: Audiences, change: HeadChange): Promise<Made> {
  const incident = change.after.incident;
  if (incident === null) return NOTHING;
  const transitions = newTransitions(change.before?.incident ?? null, incident);
  if (transitions.length === 0) return NOTHING;
  const audience = await audiences.of(incident);
  // A service that was deleted since.
  if (audience === null) return NOTHING;
  return {
    deliveries: makeDeliveries({ incident, transitions, written_at: change.written_at }, audience),
    timers: setTimers(incident, transitions, audience.service),
  };
}

interface Written {
  readonly incident: Incident;
  /** Of this very write. */
  readonly transitions: readonly Transition[];
  readonly written_at: Micros | undefined;
}

function makeDeliveries(
  { incident, transitions, written_at }: Written,
  audience: Audience,
): readonly DeliveryMessage[] {
  return transitions.flatMap((transition) => {
    const wanting = audience.endpoints.filter(
      // Muted when the incident opened: nothing of it is told there, whatever the rules say by now.
      ({ id, endpoint }) => endpoint?.events.includes(transition.type) && !incident.muted_endpoints.includes(id),
    );
    if (wanting.length === 0) return [];
    const { service, assignee, priorityName } = audience;
    const body = makeWebhookBody({ incident, transition, service, assignee, priorityName });
    const booked = written_at === undefined ? {} : { booked_at: written_at };
    return wanting.map((integration) => ({ ...makeMessage({ integration, incident, transition, body }), ...booked }));
  });
}

/**
 * The transitions of this very write: those after the sequence of the image before it. Another incident before it, or
 * none, means that all are new.
 */
function newTransitions(before: Incident | null, after: Incident): readonly Transition[] {
  const known = before?.ordinal === after.ordinal ? before.sequence : 0;
  return after.transitions.filter(({ sequence }) => sequence > known);
}

interface MessageParts {
  readonly integration: Integration;
  readonly incident: Incident;
  readonly transition: Transition;
  readonly body: string;
}

function makeMessage({ integration, incident, transition, body }: MessageParts): DeliveryMessage {
  const { sequence, type, at } = transition;
  const identity = { integration: integration.id, incident: incident.unique_id, sequence, transition_at: at };
  return {
    v: 1,
    id: makeDeliveryId(identity),
    account: incident.account,
    service: incident.service,
    integration: integration.id,
    incident: { incident_number: incident.number, unique_id: incident.unique_id },
    type,
    sequence,
    transition_at: at,
    body,
  };
}
