import type { Incident } from '../../../core/contracts/incident';
import type { StoredAlert } from '../../../core/contracts/outcome';
import { makeIncidentId } from '../../../core/domain/incident-id';
import { ACCOUNT, aService, aTeam, anEscalationPolicy, anIntegration } from './resources';

/** An open incident of the builders' integration; its unique id follows from its number and entity. */
export function anIncident(over: Partial<Incident> = {}): Incident {
  const identity = {
    account: over.account ?? ACCOUNT,
    integration: over.integration ?? anIntegration().id,
    entity_id: over.entity_id ?? 'disk-008',
    ordinal: over.ordinal ?? 1,
  };
  const number = over.number ?? 217;
  return {
    ...identity,
    team: aTeam().id,
    service: aService().id,
    number,
    unique_id: makeIncidentId(identity, number),
    title: 'Free disk space is less than 20%',
    summary: 'Linux 008',
    status: 1,
    urgency: 1,
    escalation_policy: anEscalationPolicy().id,
    priority: null,
    sla: null,
    tags: [],
    assigned_to: null,
    settings: null,
    muted_endpoints: [],
    opened_by: '00000000-0000-4000-8000-000000000000',
    created_at: 1_790_000_000_372_614,
    acknowledged_at: null,
    resolved_at: null,
    sequence: 1,
    transitions: [{ sequence: 1, type: 'triggered', at: 1_790_000_000_372_614 }],
    ...over,
  };
}

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
