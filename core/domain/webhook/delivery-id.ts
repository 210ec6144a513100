import { createHash } from 'node:crypto';
import type { Micros } from '../../contracts/incident';
import { decodeShortUuid, encodeShortUuid } from '../short-uuid';

/** 52 bits hold microseconds until the year 2112; the other 76 say which delivery of that moment it is. */
const HASH_BITS = 76n;
const TIME_LIMIT = 2 ** 52;

/** Could this text be a delivery's id? */
export function isDeliveryId(text: string): boolean {
  return decodeShortUuid(text) !== null;
}

/** When the delivery's transition was; null when the text is no id of a delivery. */
export function deliveryTimeOf(text: string): Micros | null {
  const bits = decodeShortUuid(text);
  return bits === null ? null : Number(bits >> HASH_BITS);
}

/** The least id that a delivery of this moment can have; ids of earlier ones are below it. */
export function firstDeliveryIdAt(time: Micros): string {
  const within = Math.min(Math.max(0, time), TIME_LIMIT - 1);
  return encodeShortUuid(BigInt(within) << HASH_BITS);
}

/** What makes a delivery the one it is. */
export interface DeliveryIdentity {
  /** The outgoing integration. */
  readonly integration: string;
  /** The incident's unique id. */
  readonly incident: string;
  /** The transition's number within its incident. */
  readonly sequence: number;
  readonly transition_at: Micros;
}

/**
 * The 22-character id of a delivery. It follows from the transition and the endpoint, so whoever makes it again, after
 * whatever crash, makes the same (DESIGN §3, I5), and ids sort by the time of their transition.
 */
export function makeDeliveryId({ integration, incident, sequence, transition_at }: DeliveryIdentity): string {
  if (transition_at < 0 || transition_at >= TIME_LIMIT) throw new RangeError('A transition time has 52 bits.');
  const digest = createHash('sha256')
    .update(JSON.stringify([integration, incident, sequence]))
    .digest('hex');
  const hash = BigInt(`0x${digest.slice(0, Number(HASH_BITS) / 4)}`);
  return encodeShortUuid((BigInt(transition_at) << HASH_BITS) | hash);
}
