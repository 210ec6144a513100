import type { TraceId } from './alert';
import type { IncidentSettings } from './incident-settings';

/** Incident status as it crosses the wire (contract §0.5). */
export const STATUS = { triggered: 1, acknowledged: 2, resolved: 3 } as const;
export type TransitionType = keyof typeof STATUS;
export type IncidentStatus = (typeof STATUS)[TransitionType];

/** Microseconds since the epoch: accept times, and every other time in the domain. Exact in a double until 2255. */
export type Micros = number;

/** One change of an incident's status. */
export interface Transition {
  /** Number of the transition within its incident, from 1 (own-routes, `X-Tocsin-Sequence`). */
  readonly sequence: number;
  readonly type: TransitionType;
  readonly at: Micros;
}

/** An incident as it is kept; what the wire shows of it is made by views. */
export interface Incident {
  readonly account: string;
  readonly team: string;
  readonly service: string;
  readonly integration: string;
  readonly entity_id: string;
  /** The how-manieth incident of its entity this is, from 1. */
  readonly ordinal: number;
  /** Unique and growing per account (DESIGN §3, I6). */
  readonly number: number;
  /** 22-character id that carries the number (see `core/domain/incident-id`). */
  readonly unique_id: string;
  readonly title: string;
  readonly summary: string;
  readonly status: IncidentStatus;
  readonly urgency: 0 | 1;
  readonly escalation_policy: string | null;
  readonly priority: string | null;
  readonly sla: string | null;
  readonly tags: readonly string[];
  /** Username; null = nobody. */
  readonly assigned_to: string | null;
  /** What alert rules decided when it was opened; null when they decided nothing. */
  readonly settings: IncidentSettings | null;
  /**
   * Ids of the outgoing integrations that are told nothing of it, as outgoing rules decided when it opened (contract §3).
   */
  readonly muted_endpoints: readonly string[];
  /** The alert that opened it. */
  readonly opened_by: TraceId;
  readonly created_at: Micros;
  readonly acknowledged_at: Micros | null;
  readonly resolved_at: Micros | null;
  /** Sequence number of the latest transition. */
  readonly sequence: number;
  /** Missing: it was never merged with others. */
  readonly merged?: Merged;
  /** Null or missing: it was not snoozed, or somebody took that back. It counts as `core/domain/snooze` says. */
  readonly snooze?: Snooze | null;
  /** The transitions of the latest write that had any: what dispatch tells the endpoints (DESIGN §4). */
  readonly transitions: readonly Transition[];
}

/** How an incident belongs together with others: as the one that stands for all, or as one of those (contract §2.7). */
export interface Merged {
  /** The one that it was merged into; null = it is the parent itself. */
  readonly parent: { readonly number: number; readonly unique_id: string } | null;
  /** Of a parent: those that are resolved with it. */
  readonly children: readonly MergedChild[];
}

/** A child, and where it is kept. */
export interface MergedChild {
  readonly number: number;
  readonly unique_id: string;
  readonly integration: string;
  readonly entity_id_hash: string;
  readonly ordinal: number;
}

/** An acknowledged incident that somebody wants to hear of again later. */
export interface Snooze {
  readonly seconds: number;
  /** When it is triggered again. */
  readonly until: Micros;
  /** Of the incident when it was snoozed: any transition ends it. */
  readonly sequence: number;
}

/**
 * What binding remembers of an entity beside its latest incident, so that the arrival order of alerts does not matter
 * (DESIGN §3, I4). Zero = never.
 */
export interface EntityMemory {
  /** Time of the newest resolve. */
  readonly resolved_at: Micros;
  /** Time of the newest acknowledge. */
  readonly acknowledged_at: Micros;
  /** Acknowledges up to this time no longer count (an acknowledgement that ran out or was withdrawn). */
  readonly unacknowledged_at: Micros;
  /** Times of the triggers since `resolved_at`, ascending, bounded (see `core/domain/binding`). */
  readonly triggers: readonly Micros[];
}

/** The entity's one item: its latest incident and the memory, changed only by conditional writes. */
export interface EntityHead {
  readonly account: string;
  readonly integration: string;
  readonly entity_id: string;
  /** Grows by one with every write: the condition of the next one. 0 = not stored yet. */
  readonly version: number;
  readonly memory: EntityMemory;
  /** The latest incident, open or resolved; null when the entity never had one. */
  readonly incident: Incident | null;
  /** Trace ids of the latest incident's alerts that are not in a page of their own yet, oldest first. */
  readonly recent_alerts: readonly TraceId[];
  /** How many pages of alerts the latest incident has. */
  readonly alert_pages: number;
}
