import type { JsonObject } from '../../contracts/json';
import type { StoredAlert } from '../../contracts/outcome';
import { alertIdOf } from '../trace-id';

/** The status of an accepted alert: the seed's three shapes, key for key. `null`: it was accepted and has not ended yet. */
export function viewStatus(stored: StoredAlert | null): JsonObject {
  if (stored === null) return { status: 'queued' };
  const { outcome } = stored;
  if (outcome.status === 'failed') return { status: 'failed', error: outcome.error };
  return {
    incident:
      outcome.incident === null
        ? null
        : { incident_number: outcome.incident.incident_number, unique_id: outcome.incident.unique_id },
    alert: alertIdOf(stored.trace_id),
    integration: { name: stored.integration?.name ?? '' },
    status: 'completed',
    is_incident_created: outcome.is_incident_created,
    suppressed: outcome.suppressed,
  };
}
