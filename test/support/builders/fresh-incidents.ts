import { randomUUID } from 'node:crypto';
import type { Incident } from '../../../core/contracts/incident';
import type { StoredAlert } from '../../../core/contracts/outcome';
import { anIncident } from './incident';
import { aStoredAlert } from './stored-alert';

/** Incidents and alerts with ids of their own: for tests that store them beside those of others. */

const AT = 1_789_000_000_123_456;

/** An alert that joined incident 7, with a trace id of its own. */
export function freshAlert(over: Partial<StoredAlert> = {}): StoredAlert {
  const stored = aStoredAlert(randomUUID(), null);
  return {
    ...stored,
    accepted_at: AT,
    integration: { id: randomUUID(), name: 'Prometheus', service: randomUUID(), team: randomUUID() },
    outcome: {
      status: 'completed',
      incident: { incident_number: 7, unique_id: 'mHpKeQRxVtNjDwCZsYfBgL' },
      is_incident_created: false,
      suppressed: false,
      reason: 'It joined the open incident.',
    },
    alert: stored.alert && {
      ...stored.alert,
      message: 'Disk nearly full',
      summary: '',
      entity_id: 'db-1',
      payload: { used: 97.5 },
      urls: [],
    },
    ...over,
  };
}

/** The first incident of an entity: triggered, urgent, with the number given. */
export function freshIncident(over: Partial<Incident> = {}): Incident {
  return anIncident({
    team: randomUUID(),
    service: randomUUID(),
    integration: randomUUID(),
    entity_id: randomUUID(),
    number: 1,
    unique_id: 'mHpKeQRxVtNjDwCZsYfBgL',
    title: 'Disk nearly full',
    summary: '',
    escalation_policy: null,
    opened_by: randomUUID(),
    created_at: AT,
    transitions: [{ sequence: 1, type: 'triggered', at: AT }],
    ...over,
  });
}
