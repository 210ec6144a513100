import { DELIVERY_TYPES, type DeliveryMessage, type ReleaseMessage } from '../../contracts/delivery';
import { asObject } from '../json/as-object';
import type { Json } from '../../contracts/json';

const TEXTS = ['id', 'account', 'service', 'integration', 'body'] as const;

/** Reads a message of the deliveries queue; null when it is not one (only dispatch and the api write them). */
export function readDeliveryMessage(text: string): DeliveryMessage | null {
  const message = asObject(parse(text));
  if (message?.['v'] !== 1) return null;
  const incident = asObject(message['incident']);
  const type = message['type'];
  const complete =
    TEXTS.every((field) => typeof message[field] === 'string') &&
    typeof type === 'string' &&
    Object.hasOwn(DELIVERY_TYPES, type) &&
    typeof message['sequence'] === 'number' &&
    typeof message['transition_at'] === 'number' &&
    typeof incident?.['incident_number'] === 'number' &&
    typeof incident['unique_id'] === 'string' &&
    isRedelivery(message['redelivery']);
  return complete ? (message as unknown as DeliveryMessage) : null;
}

/** Reads a message that asks for the release of what is held back; null when it is none. */
export function readReleaseMessage(text: string): ReleaseMessage | null {
  const message = asObject(parse(text));
  if (message?.['v'] !== 1 || message['kind'] !== 'release') return null;
  const complete = ['account', 'service', 'integration', 'nonce'].every((field) => typeof message[field] === 'string');
  return complete ? (message as unknown as ReleaseMessage) : null;
}

/** Missing, as in what dispatch sends, or as the api writes it. */
function isRedelivery(value: Json | undefined): boolean {
  if (value === undefined) return true;
  const redelivery = asObject(value);
  return typeof redelivery?.['after'] === 'number' && typeof redelivery['nonce'] === 'string';
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Not JSON is not a message either: the caller says so.
    return null;
  }
}
