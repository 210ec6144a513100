import type { Delivery } from '../../contracts/delivery';
import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { StoredAlert } from '../../contracts/outcome';
import { alertIdOf } from '../trace-id';
import { viewAlertFields } from './alert-fields-view';
import { viewDelivery } from './delivery-view';
import { viewExplain } from './explain-view';
import { toWireDate, toWireDateOrNull } from './wire-date';

/** What followed from an alert. */
export interface Consequences {
  readonly incident: Incident | null;
  readonly deliveries: readonly Delivery[];
}

/** What really happened to an alert (own-routes, "Trying things out, and knowing why"). */
export function viewExplanation(stored: StoredAlert, { incident, deliveries }: Consequences): JsonObject {
  const { outcome } = stored;
  return {
    trace_id: stored.trace_id,
    status: outcome.status,
    ...(outcome.status === 'failed' ? { error: outcome.error } : {}),
    accepted_at: toWireDate(stored.accepted_at),
    integration:
      stored.integration === null ? null : { unique_id: stored.integration.id, name: stored.integration.name },
    alert: stored.alert === null ? null : { unique_id: alertIdOf(stored.trace_id), ...viewAlertFields(stored.alert) },
    // Kept of alerts that failed only.
    body: stored.body,
    explain: viewExplain(stored.explain),
    binding:
      outcome.status === 'failed'
        ? null
        : {
            reason: outcome.reason,
            is_incident_created: outcome.is_incident_created,
            suppressed: outcome.suppressed,
          },
    incident: incident === null ? null : viewIncidentState(incident),
    deliveries: deliveries.map(viewDelivery),
  };
}

/** An alert that was accepted and has not ended yet. */
export function viewQueued(traceId: string): JsonObject {
  const nothing = { alert: null, explain: [], binding: null, incident: null, deliveries: [] };
  return { trace_id: traceId, status: 'queued', ...nothing };
}

function viewIncidentState(incident: Incident): JsonObject {
  return {
    incident_number: incident.number,
    unique_id: incident.unique_id,
    title: incident.title,
    status: incident.status,
    urgency: incident.urgency,
    creation_date: toWireDate(incident.created_at),
    acknowledged_date: toWireDateOrNull(incident.acknowledged_at),
    resolved_date: toWireDateOrNull(incident.resolved_at),
  };
}
