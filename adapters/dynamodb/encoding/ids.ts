import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { decodeText, encodeText } from './text';

const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const UUID_BYTES = 16;

/** The 16 bytes of a UUID in its one written form (lower case, dashes). Throws for anything else. */
export function uuidToBytes(uuid: string): Buffer {
  if (!CANONICAL_UUID.test(uuid)) throw new Error(`Not a UUID in lower case with dashes: ${JSON.stringify(uuid)}`);
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** The UUID text of 16 bytes. */
export function bytesToUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** An id as an attribute: 16 bytes for a UUID, which nearly all are; any other text in a list of one, to be told apart. */
export function encodeId(id: string): AttributeValue {
  return CANONICAL_UUID.test(id) ? { B: uuidToBytes(id) } : { L: [encodeText(id)] };
}

/** The id of an attribute made by {@link encodeId}. */
export function decodeId(value: AttributeValue): string {
  if (value.B !== undefined) return bytesToUuid(value.B);
  const text = value.L?.[0];
  if (text === undefined) throw new Error('The attribute is no id.');
  return decodeText(text);
}

/** UUIDs one after the other in one binary attribute. */
export function encodeUuids(uuids: readonly string[]): AttributeValue {
  return { B: Buffer.concat(uuids.map(uuidToBytes)) };
}

/** The UUIDs of an attribute made by {@link encodeUuids}. */
export function decodeUuids(value: AttributeValue): readonly string[] {
  const bytes = value.B ?? new Uint8Array();
  return Array.from({ length: bytes.length / UUID_BYTES }, (_, i) =>
    bytesToUuid(bytes.subarray(i * UUID_BYTES, (i + 1) * UUID_BYTES)),
  );
}
