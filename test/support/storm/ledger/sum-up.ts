import { knownTransitions } from './check-endpoints';
import { isTaken, transitionOf, type Observed, type ObservedEndpoint } from './observed';
import type { DeliveryStatus } from '../../../../core/contracts/delivery';

/** The two sums of the ledger, for people. */
export interface Sums {
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  readonly incidents: number;
  readonly transitions: number;
  readonly endpoints: readonly EndpointSums[];
}

/** An endpoint's side of the ledger. */
export interface EndpointSums {
  readonly name: string;
  readonly delivered: number;
  readonly pending: number;
  readonly deadLettered: number;
  readonly failed: number;
  /** Different transitions that its receiver took, and HTTP tries in all. */
  readonly taken: number;
  readonly tries: number;
}

/** Adds up what was seen. */
export function sumUp({ alerts, incidents, endpoints }: Observed): Sums {
  const ended = (wanted: string): number => alerts.filter(({ end }) => end?.status === wanted).length;
  return {
    accepted: alerts.length,
    completed: ended('completed'),
    failed: ended('failed'),
    incidents: incidents.length,
    transitions: knownTransitions(endpoints).size,
    endpoints: endpoints.map(sumUpEndpoint),
  };
}

function sumUpEndpoint({ name, deliveries, webhooks }: ObservedEndpoint): EndpointSums {
  const count = (wanted: DeliveryStatus): number => deliveries.filter(({ status }) => status === wanted).length;
  return {
    name,
    delivered: count('delivered'),
    pending: count('pending'),
    deadLettered: count('dead_lettered'),
    failed: count('failed'),
    taken: new Set(webhooks.filter(isTaken).map(transitionOf)).size,
    tries: webhooks.length,
  };
}
