import { APPLICATIONS } from '../../../core/contracts/applications';
import type { DeliveryMessage } from '../../../core/contracts/delivery';
import type { EntityHead, Incident, Transition } from '../../../core/contracts/incident';
import type { EndpointConfiguration, Integration } from '../../../core/contracts/resources';
import type { HeadChange } from '../../../core/usecases/ports';
import { anIncident as anIncidentOfTheBuilders } from './incident';
import { ACCOUNT, anIntegration, aService } from './resources';

/** What the outgoing side works with; each builder takes what a test cares about. */

export const TRIGGERED_AT = 1_790_000_000_123_456;
const ACKNOWLEDGED_AT = TRIGGERED_AT + 60_000_000;
const RESOLVED_AT = TRIGGERED_AT + 120_000_000;

export function anEndpoint(over: Partial<EndpointConfiguration> = {}): EndpointConfiguration {
  return {
    url: 'https://receiver.example/tocsin',
    events: ['triggered', 'acknowledged', 'resolved'],
    auth: { type: 'none' },
    headers: {},
    timeout_seconds: 3,
    ...over,
  };
}

export function anOutgoingIntegration(over: Partial<Integration> = {}): Integration {
  return anIntegration({
    id: '9d0b6a57-0e8f-4c59-9c0a-5d8f4f0b7a11',
    name: 'Webhook',
    application: APPLICATIONS.outgoingWebhooks.unique_id,
    integration_key: '3f1f6a0b-7c11-4f5b-9d5a-5c1f0c0e8a35',
    endpoint: anEndpoint(),
    ...over,
  });
}

export function transitions(...types: readonly Transition['type'][]): readonly Transition[] {
  const at = { triggered: TRIGGERED_AT, acknowledged: ACKNOWLEDGED_AT, resolved: RESOLVED_AT };
  return types.map((type, index) => ({ sequence: index + 1, type, at: at[type] }));
}

/** An incident that was triggered and nothing else. */
export function anIncident(over: Partial<Incident> = {}): Incident {
  return anIncidentOfTheBuilders({
    entity_id: 'disk-sdx-03',
    unique_id: 'vuwtGfyHf9JaN5vg5sEc4N',
    title: 'Free disk space is less than 20% on volume sdx-03',
    escalation_policy: null,
    opened_by: '7e44896b-36c3-4fa2-b145-c292f543d8dc',
    created_at: TRIGGERED_AT,
    transitions: transitions('triggered'),
    ...over,
  });
}

/** One that was triggered, acknowledged and resolved, all in one write. */
export function aFoldedIncident(over: Partial<Incident> = {}): Incident {
  return anIncident({
    status: 3,
    sequence: 3,
    acknowledged_at: ACKNOWLEDGED_AT,
    resolved_at: RESOLVED_AT,
    transitions: transitions('triggered', 'acknowledged', 'resolved'),
    ...over,
  });
}

export function aHead(incident: Incident | null, over: Partial<EntityHead> = {}): EntityHead {
  const { account, integration, entity_id } = incident ?? anIncident();
  const memory = { resolved_at: 0, acknowledged_at: 0, unacknowledged_at: 0, triggers: [] };
  return { account, integration, entity_id, version: 1, memory, incident, recent_alerts: [], alert_pages: 0, ...over };
}

export function aChange(after: Incident | null, before?: Incident | null): HeadChange {
  return { before: before === undefined ? null : aHead(before), after: aHead(after, { version: 2 }) };
}

export function aDeliveryMessage(over: Partial<DeliveryMessage> = {}): DeliveryMessage {
  return {
    v: 1,
    id: '2222223sPGQPb3shHKcWRR',
    account: ACCOUNT,
    service: aService().id,
    integration: anOutgoingIntegration().id,
    incident: { incident_number: 217, unique_id: 'vuwtGfyHf9JaN5vg5sEc4N' },
    type: 'triggered',
    sequence: 1,
    transition_at: TRIGGERED_AT,
    body: '{"payload": {"event_type": "triggered"}}',
    ...over,
  };
}
