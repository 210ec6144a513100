import type { Json, JsonObject } from '../../contracts/json';
import type { StoredAlert } from '../../contracts/outcome';
import { alertIdOf } from '../trace-id';
import { viewStatus } from './status-view';

/** The alerts of a `for_each` request that have all ended. */
export interface EndedElements {
  /** The first of all; null when there is none. */
  readonly first: StoredAlert | null;
  /** Those that are asked for, in the order of the body; the others are only counted. */
  readonly listed: readonly StoredAlert[];
  readonly count: number;
  readonly allFailed: boolean;
}

/**
 * The status of a request that holds many alerts (own-routes, `for_each`): what an alert's own status says, of the first
 * one, and each alert in `alerts`. It counts as completed unless all alerts failed, so a first alert that failed brings
 * its error into an answer that has the keys of a completed one.
 */
export function viewRequestStatus(
  request: StoredAlert,
  { first, listed, count, allFailed }: EndedElements,
): JsonObject {
  const alerts = { count, alerts: listed.map(viewElement) };
  if (first === null) return { ...viewStatus(request), ...alerts };
  if (first.outcome.status === 'completed') return { ...viewStatus(first), ...alerts };
  const { error } = first.outcome;
  if (allFailed) return { status: 'failed', error, ...alerts };
  return {
    incident: null,
    alert: alertIdOf(first.trace_id),
    integration: { name: first.integration?.name ?? '' },
    status: 'completed',
    is_incident_created: false,
    suppressed: false,
    error,
    ...alerts,
  };
}

function viewElement(stored: StoredAlert): Json {
  const nothing = { incident: null, alert: alertIdOf(stored.trace_id) };
  return { trace_id: stored.trace_id, ...nothing, ...viewStatus(stored) };
}
