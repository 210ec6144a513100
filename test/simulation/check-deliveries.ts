import { KEYS } from '../../core/contracts/keys';
import { DELIVERY_ATTEMPTS } from '../../core/domain/webhook/retry-schedule';
import type { Delivery, DeliveryMessage, ReleaseMessage } from '../../core/contracts/delivery';
import type { EntityHead, Incident, TransitionType } from '../../core/contracts/incident';
import type { Integration } from '../../core/contracts/resources';
import { aService } from '../support/builders/resources';
import { demand } from './demand';
import { isExpired } from './expiry';
import type { Arrival } from './receivers';
import { OUTGOING } from './resources';
import type { System } from './system';

/** One transition of an incident, as the table said it when it was made. */
interface Told {
  readonly incident: Incident;
  readonly head: EntityHead;
  readonly sequence: number;
  readonly type: TransitionType;
  readonly at: number;
}

/** One endpoint, with what was sent to it. */
interface Addressee {
  readonly system: System;
  readonly integration: Integration;
  readonly number: number;
  readonly arrivals: readonly Arrival[];
}

/**
 * Each transition was told to each endpoint that wants it: at least once, under one id, in order (I5). Of an endpoint that
 * was changed while dispatch was at it, either is right.
 */
export function checkDeliveries(system: System): void {
  const told = transitionsOf(system);
  for (const [number, integration] of OUTGOING.entries()) {
    const arrivals = system.receivers.arrivals.filter(({ endpoint }) => endpoint === number);
    const addressee = { system, integration, number, arrivals };
    const ofIntegration = [...system.deliveries.rows.values()].filter((row) => row.integration === integration.id);
    const rows = new Map(ofIntegration.map((row) => [nameOf(row.incident.unique_id, row.sequence), row]));
    demand(rows.size === ofIntegration.length, () => `I5: a transition made two deliveries for endpoint ${number}.`);
    const byTransition = Map.groupBy(arrivals, ({ incident, sequence }) => nameOf(incident, sequence));
    for (const each of told) {
      const name = nameOf(each.incident.unique_id, each.sequence);
      checkOne(addressee, each, { row: rows.get(name), arrivals: byTransition.get(name) ?? [] });
    }
    checkStrange(told, rows.keys(), byTransition.keys());
    for (const arrival of arrivals) checkAddress(addressee, arrival);
    checkOrder(addressee);
  }
}

function nameOf(incident: string, sequence: number): string {
  return `${incident} ${sequence}`;
}

/** From the writes of heads: what came new with each. */
function transitionsOf({ observer }: System): readonly Told[] {
  return observer.writes.flatMap(({ before, after: head }) => {
    const { incident } = head;
    if (incident === null) return [];
    const known = before?.incident?.ordinal === incident.ordinal ? before.incident.sequence : 0;
    return incident.transitions
      .filter(({ sequence }) => sequence > known)
      .map(({ sequence, type, at }) => ({ incident, head, sequence, type, at }));
  });
}

function checkStrange(told: readonly Told[], ...names: readonly Iterable<string>[]): void {
  const known = new Set(told.map(({ incident, sequence }) => nameOf(incident.unique_id, sequence)));
  const strange = names.flatMap((some) => [...some]).find((name) => !known.has(name));
  demand(strange === undefined, () => `I5: somebody was told of ${strange}, which never happened.`);
}

interface Found {
  readonly row: Delivery | undefined;
  readonly arrivals: readonly Arrival[];
}

function checkOne({ system, integration, number }: Addressee, told: Told, { row, arrivals }: Found): void {
  const { incident, sequence, type, at } = told;
  const what = `transition ${sequence} of incident ${incident.number} at endpoint ${number}`;
  if (isExpired(system, at)) return;
  const wanted = wantedBy(system, integration, told);
  demand(row !== undefined || !wanted.every(Boolean), () => `I5: ${what} made no delivery.`);
  demand(row === undefined || wanted.some(Boolean), () => `I5: ${what} made a delivery that is not wanted.`);
  demand(
    arrivals.every(({ id }) => id === row?.id),
    () => `I5: ${what} came under several ids.`,
  );
  demand(
    arrivals.every((arrival) => arrival.type === type),
    () => `I5: ${what} came with another type.`,
  );
  if (row !== undefined) checkEnd(system, { row, arrivals, what });
}

/** Whether the endpoint wanted it, by all that dispatch may have read while it was at this write. */
function wantedBy({ runs, items }: System, { service, id }: Integration, { head, type }: Told): readonly boolean[] {
  const { team } = aService();
  return runs.of(head).flatMap(({ startedAt, endedAt }) => {
    const see = (key: ReturnType<typeof KEYS.service>) => items.versions(key, startedAt, endedAt ?? Infinity);
    const isServed = see(KEYS.service(team, service)).map((found) => found !== null);
    const isAsked = see(KEYS.integration(service, id)).map((found) => wants(found as Integration | null, type));
    return [isServed.every(Boolean) && isAsked.every(Boolean), isServed.some(Boolean) && isAsked.some(Boolean)];
  });
}

function wants(integration: Integration | null, type: TransitionType): boolean {
  if (integration?.endpoint == null) return false;
  // One that was disabled for its failures is told later, when somebody enables it.
  return (integration.is_enabled || integration.disabled_by === 'health') && integration.endpoint.events.includes(type);
}

function checkEnd(
  system: System,
  { row, arrivals, what }: { readonly row: Delivery; readonly arrivals: readonly Arrival[]; readonly what: string },
): void {
  const answered = arrivals.map((arrival) => arrival.answered);
  const ever = integrationsOf(system, row);
  const now = ever.at(-1) ?? null;
  switch (row.status) {
    case 'delivered':
      demand(answered.includes(200), () => `I5: ${what} counts as delivered and never arrived.`);
      return;
    case 'failed': {
      const isMeant = ever.includes(null) || answered.includes(410);
      demand(isMeant, () => `I5: ${what} failed: ${row.reason}`);
      return;
    }
    case 'dead_lettered': {
      const isMeant = row.attempts.length >= DELIVERY_ATTEMPTS || isGivenUp(system, row);
      demand(isMeant, () => `I5: ${what} was given up: ${row.reason}`);
      return;
    }
    case 'pending': {
      // Kept for when somebody enables it; of an endpoint that is gone nobody asks any more.
      const isHeld = row.next_attempt_at === null && now?.is_enabled !== true;
      demand(isHeld || isGivenUp(system, row), () => `I5: ${what} is still pending: ${row.reason}`);
    }
  }
}

/** All that the endpoint's integration ever was, the latest last. */
function integrationsOf({ items }: System, { service, integration }: Delivery): readonly (Integration | null)[] {
  return items.versions(KEYS.integration(service, integration), -Infinity, Infinity) as readonly (Integration | null)[];
}

/** A webhook goes to where the endpoint was at some time since the function that sent it began. */
function checkAddress({ system, integration, number }: Addressee, { url, since, at }: Arrival): void {
  const { service, id } = integration;
  const known = system.items.versions(KEYS.integration(service, id), since, at) as readonly (Integration | null)[];
  const urls = known.map((version) => version?.endpoint?.url);
  demand(urls.includes(url), () => `I5: endpoint ${number} was told at ${url}, where it was not.`);
}

/** Messages that went to the dead-letter queue. */
function buried({ queues }: System): readonly (DeliveryMessage | ReleaseMessage)[] {
  return queues.deliveries.buried.map((body) => JSON.parse(body) as DeliveryMessage | ReleaseMessage);
}

/** Did a message of the delivery go to the dead-letter queue, or the one that would have released it? */
function isGivenUp(system: System, { id, integration, status }: Delivery): boolean {
  return buried(system).some((message) =>
    'kind' in message ? status === 'pending' && message.integration === integration : message.id === id,
  );
}

/**
 * An incident's webhooks come in order, by when each comes first; those that dispatch or deliver gave up on may be
 * overtaken, and say by their sequence that they were (decision 12).
 */
function checkOrder({ system, integration, arrivals }: Addressee): void {
  for (const [incident, ofIncident] of Map.groupBy(arrivals, (arrival) => arrival.incident)) {
    const isOfIncident = (message: DeliveryMessage | ReleaseMessage): boolean =>
      !('kind' in message) && message.integration === integration.id && message.incident.unique_id === incident;
    if (system.givenUp.has(incident) || buried(system).some(isOfIncident)) continue;
    const order = [...new Set(ofIncident.map(({ sequence }) => sequence))];
    const isSorted = order.every((sequence, index) => index === 0 || sequence > (order[index - 1] ?? 0));
    demand(isSorted, () => `I5: the webhooks of incident ${incident} came in the order ${order.join(', ')}.`);
  }
}
