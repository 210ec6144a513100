import { randomUUID } from 'node:crypto';
import type { Attempt, DeliveryMessage } from '../../../core/contracts/delivery';
import { makeDeliveryId } from '../../../core/domain/webhook/delivery-id';
import { ACCOUNT } from './resources';

const AT = 1_789_000_000_123_456;

/** A delivery message for an endpoint of its own; its id follows from what it is, as dispatch makes it. */
export function aDeliveryMessage(over: Partial<DeliveryMessage> = {}): DeliveryMessage {
  const integration = over.integration ?? randomUUID();
  const incident = over.incident ?? { incident_number: 7, unique_id: 'mHpKeQRxVtNjDwCZsYfBgL' };
  const sequence = over.sequence ?? 1;
  const transition_at = over.transition_at ?? AT + sequence;
  return {
    v: 1,
    id: makeDeliveryId({ integration, incident: incident.unique_id, sequence, transition_at }),
    account: ACCOUNT,
    service: randomUUID(),
    integration,
    incident,
    type: 'triggered',
    sequence,
    transition_at,
    body: '{"payload": {"event_type": "triggered"}}',
    ...over,
  };
}

/** An attempt that the endpoint refused. */
export function anAttempt(over: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    at: AT + 1_000,
    duration_ms: 12,
    status_code: 500,
    error: 'HTTP 500',
    response: 'Internal Server Error',
    ...over,
  };
}
