import type { Incident } from '../../../core/contracts/incident';
import type { StoredAlert } from '../../../core/contracts/outcome';
import { ACCOUNT, anIntegration } from './resources';

/** A critical alert that opened the incident. */
export function aStoredAlert(traceId: string, incident: Incident | null, over: Partial<StoredAlert> = {}): StoredAlert {
  const { id, name, service, team } = anIntegration();
  const ref = incident === null ? null : { incident_number: incident.number, unique_id: incident.unique_id };
  return {
    trace_id: traceId,
    accepted_at: 1_790_000_000_372_614,
    account: ACCOUNT,
    integration: { id, name, service, team },
    outcome: {
      status: 'completed',
      incident: ref,
      is_incident_created: incident !== null,
      suppressed: false,
      reason: 'It opened an incident.',
    },
    alert: {
      message: 'Free disk space is less than 20%',
      summary: 'Linux 008',
      alert_type: 'critical',
      suppressed: false,
      entity_id: '12345',
      payload: { severity: '1' },
      urls: [{ link_url: 'https://www.example.com/alerts/12345/', link_text: 'Alert URL' }],
      sla: null,
      escalation_policy: null,
      priority: null,
      tags: [],
      stakeholders: null,
      stakeholders_comms: null,
    },
    body: null,
    explain: [],
    fan_out: null,
    ...over,
  };
}
