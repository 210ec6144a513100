import { createHash } from 'node:crypto';
import type { DeliveryMessage } from '../../contracts/delivery';
import type { EndpointHealth, EndpointDisabled } from '../../contracts/endpoint-health';
import type { Integration } from '../../contracts/resources';
import { encodeShortUuid } from '../short-uuid';
import { toWireDate } from '../views/wire-date';
import { makeDeliveryId } from './delivery-id';
import { toPythonJson } from './python-json';

/** No incident has it: this is not about one. */
const NO_INCIDENT = 0;

/** What the account's other endpoints are told when one is disabled. */
export interface DisabledSubject {
  /** The one that is disabled. */
  readonly integration: Integration;
  readonly disabled: EndpointDisabled;
  readonly health: EndpointHealth;
}

/**
 * The delivery of `endpoint.disabled` to one of the endpoints that asked for it. Pure: told again after a crash it has the
 * same id and text. The URL is left out, as paths and queries may hold secrets of a receiver.
 */
export function makeDisabledMessage(subject: DisabledSubject, to: Integration): DeliveryMessage {
  const { integration, disabled } = subject;
  const incident = { incident_number: NO_INCIDENT, unique_id: idOf(integration, disabled) };
  const identity = { integration: to.id, incident: incident.unique_id, sequence: 1, transition_at: disabled.at };
  return {
    v: 1,
    id: makeDeliveryId(identity),
    account: to.account,
    service: to.service,
    integration: to.id,
    incident,
    type: 'endpoint.disabled',
    sequence: 1,
    transition_at: disabled.at,
    body: toPythonJson({ payload: { event_type: 'endpoint.disabled', endpoint: viewDisabled(subject) } }),
  };
}

function viewDisabled({ integration, disabled, health }: DisabledSubject) {
  return {
    integration: integration.id,
    name: integration.name,
    team: integration.team,
    service: integration.service,
    reason: disabled.by,
    disabled_date: toWireDate(disabled.at),
    failing_since: toWireDate(disabled.failing_since),
    last_error: health.last_error,
  };
}

/** In place of an incident's id: which disabling of which endpoint it is. */
function idOf({ id }: Integration, { at }: EndpointDisabled): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(['endpoint.disabled', id, at]))
    .digest('hex');
  return encodeShortUuid(BigInt(`0x${digest.slice(0, 32)}`));
}
