import { randomUUID } from 'node:crypto';
import { STATUS, type EntityHead, type Incident } from '../../../core/contracts/incident';
import type { StoredAlert } from '../../../core/contracts/outcome';
import { ACCOUNT } from './resources';

const AT = 1_789_000_000_123_456;

/** An alert that joined incident 7, with a trace id of its own. */
export function aStoredAlert(over: Partial<StoredAlert> = {}): StoredAlert {
  return {
    trace_id: randomUUID(),
    accepted_at: AT,
    account: ACCOUNT,
    integration: { id: randomUUID(), name: 'Prometheus', service: randomUUID(), team: randomUUID() },
    outcome: {
      status: 'completed',
      incident: { incident_number: 7, unique_id: 'mHpKeQRxVtNjDwCZsYfBgL' },
      is_incident_created: false,
      suppressed: false,
      reason: 'It joined the open incident.',
    },
    alert: {
      message: 'Disk nearly full',
      summary: '',
      alert_type: 'critical',
      suppressed: false,
      entity_id: 'db-1',
      payload: { used: 97.5 },
      urls: [],
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

/** The first incident of an entity: triggered, urgent, with the number given. */
export function anIncident(over: Partial<Incident> = {}): Incident {
  return {
    account: ACCOUNT,
    team: randomUUID(),
    service: randomUUID(),
    integration: randomUUID(),
    entity_id: randomUUID(),
    ordinal: 1,
    number: 1,
    unique_id: 'mHpKeQRxVtNjDwCZsYfBgL',
    title: 'Disk nearly full',
    summary: '',
    status: STATUS.triggered,
    urgency: 1,
    escalation_policy: null,
    priority: null,
    sla: null,
    tags: [],
    assigned_to: null,
    settings: null,
    muted_endpoints: [],
    opened_by: randomUUID(),
    created_at: AT,
    acknowledged_at: null,
    resolved_at: null,
    sequence: 1,
    transitions: [{ sequence: 1, type: 'triggered', at: AT }],
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
