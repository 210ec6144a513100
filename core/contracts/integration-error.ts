import type { TraceId } from './alert';
import type { Micros } from './incident';

/**
 * A body that was refused, or an alert that failed, met a broken rule or found no integration, as the lists of an
 * integration's errors and of a router's unrouted alerts show it (own-routes; docs/api.md).
 */
export interface IntegrationError {
  /** Tells apart what happened at the same time; the same when it is recorded again. */
  readonly id: string;
  /** Id of the integration, or of the router that the body came to. */
  readonly integration: string;
  readonly at: Micros;
  /** Null for a body that was refused: it never became an alert. */
  readonly trace_id: TraceId | null;
  readonly kind: 'refused' | 'failed' | 'rule' | 'unrouted';
  /** What went wrong, in a sentence. */
  readonly reason: string;
  /** The body as JSON or other text, cut where it is long. */
  readonly body: string;
}

/** How long they are kept (own-routes): 30 days, in microseconds. */
export const INTEGRATION_ERROR_LIFETIME: Micros = 30 * 86_400_000_000;
