import type { DeliveryMessage } from '../../contracts/delivery';

/** Width that keeps numbers in numeric order. */
const pad = (n: number): string => String(n).padStart(10, '0');

type Placed = Pick<DeliveryMessage, 'incident' | 'sequence'>;

/** Where the held deliveries of an incident begin: incidents in the order of their numbers, which is that of opening. */
export function heldPrefixOf({ incident }: Placed): string {
  return `${pad(incident.incident_number)}#${incident.unique_id}#`;
}

/** Where a held delivery stands among those of its endpoint: an incident's by sequence. */
export function heldPositionOf(message: Placed): string {
  return heldPrefixOf(message) + pad(message.sequence);
}
