import type { AlertFields } from '../../core/contracts/alert';
import { APPLICATION_TYPE } from '../../core/contracts/applications';
import type { JsonObject } from '../../core/contracts/json';
import { alertIdOf } from '../../core/domain/trace-id';
import { viewAlert } from '../../core/domain/views/alert-view';
import { toWireDate } from '../../core/domain/views/wire-date';
import type { Acceptance } from '../../core/usecases/accept-alert';

/**
 * The alert as the legacy route answers it (contract §1.12): at that moment it is queued, so it has no incident yet. Its
 * `unique_id` is what the status can be asked with. It has the keys of an alert in a list and no others, which the newest
 * client refuses; its payload is a text, as the strictest client reads it, who knows it anyhow (docs/api.md).
 */
export function viewAcceptedAlert(accepted: Extract<Acceptance, { result: 'accepted' }>): JsonObject {
  const { traceId, acceptedAt, integration } = accepted;
  const fields = accepted.alert ?? UNKNOWN_YET;
  const shown = viewAlert(
    {
      trace_id: traceId,
      accepted_at: acceptedAt,
      account: integration?.account ?? '',
      integration: null,
      outcome: {
        status: 'completed',
        incident: null,
        is_incident_created: false,
        suppressed: fields.suppressed,
        reason: '',
      },
      alert: { ...fields, entity_id: fields.entity_id ?? alertIdOf(traceId) },
      body: null,
      explain: [],
      fan_out: null,
    },
    null,
  );
  return {
    ...shown,
    payload: fields.payload === null ? null : JSON.stringify(fields.payload),
    integration: integration?.integration ?? null,
    integration_object: integration && {
      name: integration.name,
      creation_date: toWireDate(integration.created_at ?? acceptedAt),
      summary: integration.summary ?? '',
      unique_id: integration.integration,
      service: integration.service,
      team: integration.team,
      integration_key: integration.integration_key,
      is_enabled: integration.is_enabled,
      integration_type: APPLICATION_TYPE.alert,
    },
  };
}

/** An alert that custom mapping will make: nothing is known of it yet but its ids. */
const UNKNOWN_YET: AlertFields = {
  message: '',
  summary: '',
  alert_type: 'info',
  suppressed: false,
  entity_id: null,
  payload: null,
  urls: [],
  sla: null,
  escalation_policy: null,
  priority: null,
  tags: [],
  stakeholders: null,
  stakeholders_comms: null,
};
