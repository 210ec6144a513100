import type { AlertType, TraceId } from '../../contracts/alert';
import type { Incident, Micros } from '../../contracts/incident';
import type { CreateIncidentsFor } from '../../contracts/resources';

/** What an alert means to its entity, whatever else it carries. */
export type OperationKind =
  /** Opens an incident, or joins the open one. */
  | 'trigger'
  | 'acknowledge'
  | 'resolve'
  /** Only ever joins an open incident: info alerts, and types that `create_incidents_for` leaves out. */
  | 'append';

/** What an incident takes from the alert that opens it. */
export type IncidentOpening = Pick<
  Incident,
  | 'account'
  | 'team'
  | 'service'
  | 'title'
  | 'summary'
  | 'urgency'
  | 'escalation_policy'
  | 'priority'
  | 'sla'
  | 'tags'
  | 'assigned_to'
  | 'settings'
  | 'muted_endpoints'
>;

/** One alert as binding sees it. */
export interface Operation {
  readonly trace_id: TraceId;
  /** Accept time: the order that counts (DESIGN §3, I4). */
  readonly at: Micros;
  readonly kind: OperationKind;
  readonly opening: IncidentOpening;
  /** The entity is not its own: its service collates alerts. */
  readonly collated?: true;
}

/** Which types open incidents, by `create_incidents_for` (contract §1.4). */
const OPENING_TYPES: Readonly<Record<CreateIncidentsFor, readonly AlertType[]>> = {
  0: [],
  1: ['critical'],
  2: ['critical', 'error'],
  3: ['critical', 'error', 'warning'],
};

/** What an alert of this type means under this setting (contract §2.1). */
export function operationKind(type: AlertType, createIncidentsFor: CreateIncidentsFor): OperationKind {
  if (type === 'acknowledged') return 'acknowledge';
  if (type === 'resolved') return 'resolve';
  return OPENING_TYPES[createIncidentsFor].includes(type) ? 'trigger' : 'append';
}

/**
 * The order in which a set of operations counts: by accept time. Within one microsecond a resolve comes before a
 * trigger and a trigger before an acknowledge, so that a tie leaves an incident open rather than silently closed.
 */
export function compareOperations(a: Operation, b: Operation): number {
  return a.at - b.at || RANK[a.kind] - RANK[b.kind] || (a.trace_id < b.trace_id ? -1 : 1);
}

const RANK: Readonly<Record<OperationKind, number>> = { resolve: 0, trigger: 1, acknowledge: 2, append: 3 };
