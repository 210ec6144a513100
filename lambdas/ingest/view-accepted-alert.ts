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
  const { traceId, acceptedAt, alert, integration } = accepted;
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
        suppressed: alert.suppressed,
        reason: '',
      },
      alert: { ...alert, entity_id: alert.entity_id ?? alertIdOf(traceId) },
      body: null,
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
