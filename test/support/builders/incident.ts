import type { EntityHead, Incident } from '../../../core/contracts/incident';
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

/** The head of an incident's entity as its first write. */
export function aHead(incident: Incident, over: Partial<EntityHead> = {}): EntityHead {
  return {
    account: incident.account,
    integration: incident.integration,
    entity_id: incident.entity_id,
    version: 1,
    memory: { resolved_at: 0, acknowledged_at: 0, unacknowledged_at: 0, triggers: [incident.created_at] },
    incident,
    recent_alerts: [incident.opened_by],
    alert_pages: 0,
    ...over,
  };
}
