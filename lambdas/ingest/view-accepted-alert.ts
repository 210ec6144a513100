import type { AlertFields } from '../../core/contracts/alert';
import { APPLICATION_TYPE } from '../../core/contracts/applications';
import type { JsonObject } from '../../core/contracts/json';
import { alertIdOf } from '../../core/domain/trace-id';
import { viewAlert } from '../../core/domain/views/alert-view';
import type { Acceptance } from '../../core/usecases/accept-alert';

/**
 * The alert as the legacy route answers it (contract §1.12): at that moment it is queued, so it has no incident yet.
 * Its `trace_id` is added, since it is what the status can be asked with.
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
    integration: integration?.integration ?? null,
    integration_object: integration && {
      name: integration.name,
      unique_id: integration.integration,
      service: integration.service,
      team: integration.team,
      integration_key: integration.integration_key,
      is_enabled: integration.is_enabled,
      integration_type: APPLICATION_TYPE.alert,
    },
    trace_id: traceId,
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
