import type { DeliveryStatus, DeliveryType } from '../../../../core/contracts/delivery';
import type { Webhook } from '../../receiver';
import type { TerminalStatus } from '../../tocsin-client';
import type { StormAlert } from '../plan-storm';

/** What was seen of a system from outside, after a load and faults and once everything was resolved. */
export interface Observed {
  readonly alerts: readonly ObservedAlert[];
  /** What was open, or not, before everything was resolved: two open ones of an entity are gone after. */
  readonly before: readonly SeenIncident[];
  readonly incidents: readonly ObservedIncident[];
  readonly endpoints: readonly ObservedEndpoint[];
}

/** An alert that was answered with 200. */
export interface ObservedAlert {
  readonly alert: StormAlert;
  readonly traceId: string;
  /** How it ended; null when it had not in time. */
  readonly end: TerminalStatus | null;
  /** The same, asked once more when all was over. */
  readonly later: TerminalStatus | null;
}

/** An incident as far as the checks need it. */
export interface SeenIncident {
  readonly incident_number: number;
  readonly unique_id: string;
  readonly status: number;
  readonly title: string;
}

/** The same with the ids of the alerts that it lists. */
export interface ObservedIncident extends SeenIncident {
  readonly alerts: readonly string[];
}

/** A delivery as an endpoint's list shows it. */
export interface ObservedDelivery {
  readonly id: string;
  readonly incidentNumber: number;
  readonly sequence: number;
  readonly type: DeliveryType;
  readonly status: DeliveryStatus;
}

/** Both sides of an endpoint: what its list shows, and what its receiver got. */
export interface ObservedEndpoint {
  readonly name: string;
  readonly deliveries: readonly ObservedDelivery[];
  /** Every HTTP try, in the order they came. */
  readonly webhooks: readonly Webhook[];
}

/** One thing that breaks a promise. */
export interface Discrepancy {
  readonly rule: Rule;
  /** With the names and numbers that say where to look. */
  readonly text: string;
}

export type Rule =
  | 'alert without an end'
  | 'alert with two ends'
  | 'alert failed'
  | 'alert misplaced'
  | 'alert doubled'
  | 'two open incidents'
  | 'incident doubled'
  | 'incident left open'
  | 'incident unknown'
  | 'transition missing'
  | 'transition untold'
  | 'delivery doubled'
  | 'delivery failed'
  | 'delivered unseen'
  | 'two bodies'
  | 'wrong order'
  | 'unclear refusal'
  | 'did not recover';

/** Names a transition over all endpoints. */
export function transitionOf({ incidentNumber, sequence }: Pick<Webhook, 'incidentNumber' | 'sequence'>): string {
  return `${incidentNumber}/${sequence}`;
}

/** Whether a receiver took this try. */
export function isTaken({ answered }: Webhook): boolean {
  return answered >= 200 && answered < 300;
}
