import type { AlertFields, TraceId } from './alert';
import type { ExplainStep } from './explain';
import type { Micros } from './incident';
import type { Json } from './json';

/** The incident an alert was bound to. */
export interface IncidentRef {
  readonly incident_number: number;
  readonly unique_id: string;
}

/**
 * How an accepted alert ended: exactly one of these per trace id, stored with the alert (DESIGN §3, I2). `reason` says
 * in a sentence why it was bound as it was, or what made it fail.
 */
export type Outcome =
  | {
      readonly status: 'completed';
      readonly incident: IncidentRef | null;
      readonly is_incident_created: boolean;
      readonly suppressed: boolean;
      readonly reason: string;
    }
  | { readonly status: 'failed'; readonly error: string };

/** An alert and its outcome as they are stored, once, under the trace id. */
export interface StoredAlert {
  readonly trace_id: TraceId;
  readonly accepted_at: Micros;
  readonly account: string;
  /** Null when the alert's integration no longer existed. */
  readonly integration: {
    readonly id: string;
    readonly name: string;
    readonly service: string;
    readonly team: string;
  } | null;
  readonly outcome: Outcome;
  /** The alert as it was bound, with the entity id it was bound by; null when it failed before it had any fields. */
  readonly alert: (AlertFields & { readonly entity_id: string }) | null;
  /** The body as it was accepted, kept when the alert failed. */
  readonly body: Json | null;
  /** What the engine did to it, step by step (own-routes, "Trying things out"). */
  readonly explain: readonly ExplainStep[];
  /**
   * Not null: this stands for a request whose body held so many alerts, each under a trace id of its own (`for_each`).
   */
  readonly fan_out: number | null;
}

/** Elements of a request's body that have all ended: from `from` to before `to`. */
export interface EndedPart {
  readonly from: number;
  readonly to: number;
  readonly all_failed: boolean;
}
