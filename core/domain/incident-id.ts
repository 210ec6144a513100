import { createHash } from 'node:crypto';
import { decodeShortUuid, encodeShortUuid } from './short-uuid';

/**
 * An incident's 22-character unique id carries its number, so that it is found without an index: 88 bits hash of what
 * the incident is, then the number (40 bits) hidden under a hash of those 88. The id is no secret: reading an incident
 * takes a token, and whoever looks one up compares the stored id with the given one.
 */
const NUMBER_BITS = 40n;
const NUMBER_MASK = (1n << NUMBER_BITS) - 1n;

function hash(text: string, bytes: number): bigint {
  return BigInt(
    `0x${createHash('sha256')
      .update(text)
      .digest('hex')
      .slice(0, bytes * 2)}`,
  );
}

/** Which incident an id is made for. */
export interface IncidentIdentity {
  readonly account: string;
  readonly integration: string;
  readonly entity_id: string;
  readonly ordinal: number;
}

/** The unique id of an incident with this identity and number (< 2^40). */
export function makeIncidentId(identity: IncidentIdentity, number: number): string {
  const { account, integration, entity_id, ordinal } = identity;
  const high = hash(JSON.stringify([account, integration, entity_id, ordinal]), 11);
  return encodeShortUuid((high << NUMBER_BITS) | (BigInt(number) ^ hash(high.toString(16), 5)));
}

/** The number that an incident's unique id carries; null when the text is no such id. */
export function numberOfIncidentId(uniqueId: string): number | null {
  const value = decodeShortUuid(uniqueId);
  if (value === null) return null;
  return Number((value & NUMBER_MASK) ^ hash((value >> NUMBER_BITS).toString(16), 5));
}

/** The `incident_key` shown beside the unique id: another id of the same shape that stays the same for the incident. */
export function incidentKeyOf(uniqueId: string): string {
  return encodeShortUuid(hash(`incident_key ${uniqueId}`, 16));
}
