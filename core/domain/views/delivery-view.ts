import type { Attempt, Delivery } from '../../contracts/delivery';
import type { JsonObject } from '../../contracts/json';
import { toWireDate, toWireDateOrNull } from './wire-date';

/** A delivery with its attempts (own-routes, "Deliveries"). `id` is the `webhook-id` its receiver sees. */
export function viewDelivery(delivery: Delivery): JsonObject {
  return {
    id: delivery.id,
    integration: delivery.integration,
    incident: { incident_number: delivery.incident.incident_number, unique_id: delivery.incident.unique_id },
    event_type: delivery.type,
    sequence: delivery.sequence,
    transition_date: toWireDate(delivery.transition_at),
    status: delivery.status,
    reason: delivery.reason,
    next_attempt_at: toWireDateOrNull(delivery.next_attempt_at),
    attempts: delivery.attempts.map(viewAttempt),
  };
}

/** The same with the exact text that is posted. */
export function viewDeliveryWithBody(delivery: Delivery): JsonObject {
  return { ...viewDelivery(delivery), body: delivery.body };
}

/** An attempt: `replay` only when a replay made it. */
export function viewAttempt(attempt: Attempt): JsonObject {
  return {
    number: attempt.number,
    at: toWireDate(attempt.at),
    duration_ms: attempt.duration_ms,
    status_code: attempt.status_code,
    error: attempt.error,
    response: attempt.response,
    ...(attempt.replay !== undefined && { replay: attempt.replay }),
  };
}
