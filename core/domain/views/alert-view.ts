import { ALERT_TYPES } from '../../contracts/alert';
import type { Json, JsonObject } from '../../contracts/json';
import type { StoredAlert } from '../../contracts/outcome';
import type { Integration } from '../../contracts/resources';
import { alertIdOf } from '../trace-id';
import { viewAlertIntegration } from './integration-view';
import { toWireDate } from './wire-date';

/**
 * A stored alert as the wire shows it (contract §1.9).
 * @param integration Its integration; null when that no longer exists.
 * @returns null for an alert that failed before it had any fields: there is nothing to show of it.
 */
export function viewAlert(stored: StoredAlert, integration: Integration | null): JsonObject | null {
  const { alert, outcome } = stored;
  if (alert === null) return null;
  const bound = outcome.status === 'completed' ? outcome : null;
  return {
    integration_object: integration === null ? null : viewAlertIntegration(integration),
    summary: alert.summary,
    incident: bound?.incident?.incident_number ?? null,
    creation_date: toWireDate(stored.accepted_at),
    message: alert.message,
    integration: stored.integration?.id ?? null,
    suppressed: bound?.suppressed ?? alert.suppressed,
    entity_id: alert.entity_id,
    payload: alert.payload,
    // A string, because the examples and strict clients have one (contract §0.5).
    alert_type: String(ALERT_TYPES.indexOf(alert.alert_type)),
    unique_id: alertIdOf(stored.trace_id),
    images: [],
    urls: alert.urls.map((url): Json => ({ link_url: url.link_url, link_text: url.link_text })),
    notes: [],
    incident_created: bound?.is_incident_created ?? false,
  };
}
