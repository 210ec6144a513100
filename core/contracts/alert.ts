import type { FieldError, Json, JsonObject } from './json';

/** Alert types in the order of their wire numbers "0".."5" (contract §0.5). */
export const ALERT_TYPES = ['info', 'warning', 'error', 'critical', 'acknowledged', 'resolved'] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

/** A link as monitors send it and as it is shown with the alert. */
export interface AlertUrl {
  readonly link_url: string;
  readonly link_text: string;
}

/**
 * The fields of a generic alert after the basic check: the seed's table with its defaults filled in. References are kept
 * as sent, whether or not they name something that exists (contract §1.12: unknown ones are ignored, never refused).
 */
export interface AlertFields {
  /** Becomes the incident's title. Never empty. */
  readonly message: string;
  readonly summary: string;
  readonly alert_type: AlertType;
  readonly suppressed: boolean;
  /** As sent, numbers and booleans as text; null = none was sent, so the alert is bound to nothing but itself. */
  readonly entity_id: string | null;
  /** The sender's free JSON; with custom mapping on, `{ payload: <body>, …mapped fields }`. */
  readonly payload: Json;
  readonly urls: readonly AlertUrl[];
  readonly sla: string | null;
  readonly escalation_policy: string | null;
  readonly priority: string | null;
  readonly tags: readonly string[];
  readonly stakeholders: JsonObject | null;
  readonly stakeholders_comms: JsonObject | null;
}

/** Trace id: a version-4-looking UUID that proves itself (see `core/domain/trace-id`). */
export type TraceId = string;

/**
 * The message on the alerts queue, version 1. It is what was accepted, unchanged: everything else is decided by process.
 * `body` is the sender's JSON text embedded as JSON, so numbers and key order stay as sent.
 */
export interface AcceptedAlert {
  readonly v: 1;
  readonly trace_id: TraceId;
  /** Accept time in microseconds since the epoch: the order of alerts (DESIGN §3, I4). */
  readonly accepted_at: number;
  readonly account: string;
  readonly integration_key: string;
  /** Which intake took it: decides how the body is read. */
  readonly intake: 'generic' | 'legacy';
  /** Only these elements of a `for_each` body are meant (`to` excluded): a large body is processed in parts. */
  readonly range?: { readonly from: number; readonly to: number };
  readonly body: Json;
}

/** The other message on the alerts queue, version 1: a body that intake refused, to be listed under `I/errors/`. */
export interface RefusedBody {
  readonly v: 1;
  readonly refused_at: number;
  readonly account: string;
  readonly integration: string;
  readonly errors: readonly FieldError[];
  /** What was posted, as text, cut where it is long. */
  readonly body: string;
}
