import type { AlertFields } from '../../contracts/alert';
import type { JsonObject } from '../../contracts/json';

/** An alert in the words it could have been posted in: what mapping and rules made of a body, or what was stored. */
export function viewAlertFields(alert: AlertFields): JsonObject {
  return {
    message: alert.message,
    summary: alert.summary,
    alert_type: alert.alert_type,
    suppressed: alert.suppressed,
    entity_id: alert.entity_id,
    payload: alert.payload,
    urls: alert.urls.map(({ link_url, link_text }) => ({ link_url, link_text })),
    sla: alert.sla,
    escalation_policy: alert.escalation_policy,
    priority: alert.priority,
    tags: alert.tags,
    stakeholders: alert.stakeholders,
    stakeholders_comms: alert.stakeholders_comms,
  };
}
