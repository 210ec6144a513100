import type { Integration } from '../../core/contracts/resources';
import type { Incident, TransitionType } from '../../core/contracts/incident';
import type { Delivery, DeliveryMessage, ReleaseMessage } from '../../core/contracts/delivery';
import { DELIVERY_ATTEMPTS } from '../../core/domain/webhook/retry-schedule';
import { demand } from './observer';
import type { Arrival } from './receivers';
import { OUTGOING } from './resources';
import type { System } from './system';

/** One transition of an incident, as the table said it when it was made. */
interface Told {
  readonly incident: Incident;
  readonly sequence: number;
  readonly type: TransitionType;
}

/** Each transition was told to each endpoint that wants it: at least once, under one id, in order (I5). */
export function checkDeliveries(system: System): void {
  const told = transitionsOf(system);
  for (const integration of OUTGOING) {
    const endpoint = integration.endpoint;
    if (endpoint === null) continue;
    const wanted = told.filter(({ type }) => endpoint.events.includes(type));
    const arrivals = system.receivers.arrivals.filter((arrival) => arrival.endpoint === endpoint.url);
    const rows = new Map(
      [...system.deliveries.rows.values()]
        .filter((row) => row.integration === integration.id)
        .map((row) => [nameOf(row.incident.unique_id, row.sequence), row]),
    );
    demand(
      rows.size === wanted.length,
      () => `I5: ${wanted.length} transitions made ${rows.size} deliveries for ${endpoint.url}.`,
    );
    const byTransition = Map.groupBy(arrivals, ({ incident, sequence }) => nameOf(incident, sequence));
    for (const each of wanted) {
      const name = nameOf(each.incident.unique_id, each.sequence);
      checkOne(each, { row: rows.get(name), arrivals: byTransition.get(name) ?? [], url: endpoint.url, system });
    }
    const known = new Set(wanted.map(({ incident, sequence }) => nameOf(incident.unique_id, sequence)));
    const strange = [...byTransition.keys()].find((name) => !known.has(name));
    demand(
      strange === undefined,
      () => `I5: ${endpoint.url} was told of ${strange}, which never happened or is not wanted.`,
    );
    checkOrder(system, integration, arrivals);
  }
}

function nameOf(incident: string, sequence: number): string {
  return `${incident} ${sequence}`;
}

/** From the writes of heads: what came new with each. */
function transitionsOf({ observer }: System): readonly Told[] {
  return observer.writes.flatMap(({ before, after: { incident } }) => {
    if (incident === null) return [];
    const known = before?.incident?.ordinal === incident.ordinal ? before.incident.sequence : 0;
    return incident.transitions
      .filter(({ sequence }) => sequence > known)
      .map(({ sequence, type }) => ({ incident, sequence, type }));
  });
}

interface Found {
  readonly system: System;
  readonly url: string;
  readonly row: Delivery | undefined;
  readonly arrivals: readonly Arrival[];
}

function checkOne({ incident, sequence, type }: Told, { system, url, row, arrivals }: Found): void {
  const what = `transition ${sequence} of incident ${incident.number} at ${url}`;
  demand(row !== undefined, () => `I5: ${what} made no delivery.`);
  demand(
    arrivals.every((arrival) => arrival.id === row.id),
    () => `I5: ${what} came under several ids.`,
  );
  demand(
    arrivals.every((arrival) => arrival.type === type),
    () => `I5: ${what} came with another type.`,
  );
  if (row.status === 'delivered') {
    const isTold = arrivals.some(({ answered }) => answered === 200);
    demand(isTold, () => `I5: ${what} counts as delivered and never arrived.`);
    return;
  }
  const isTriedOut = row.status === 'dead_lettered' && row.attempts.length >= DELIVERY_ATTEMPTS;
  demand(isTriedOut || isGivenUp(system, row), () => `I5: ${what} ended as ${row.status} (${row.reason}).`);
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
function checkOrder(system: System, { id: integration }: Integration, arrivals: readonly Arrival[]): void {
  for (const [incident, ofIncident] of Map.groupBy(arrivals, (arrival) => arrival.incident)) {
    const mayOvertake =
      system.givenUp.has(incident) ||
      buried(system).some(
        (message) =>
          !('kind' in message) && message.integration === integration && message.incident.unique_id === incident,
      );
    if (mayOvertake) continue;
    const order = [...new Set(ofIncident.map(({ sequence }) => sequence))];
    const isSorted = order.every((sequence, index) => index === 0 || sequence > (order[index - 1] ?? 0));
    demand(isSorted, () => `I5: the webhooks of incident ${incident} came in the order ${order.join(', ')}.`);
  }
}
