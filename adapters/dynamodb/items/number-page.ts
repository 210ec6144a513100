import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { SORT_PREFIX } from '../../../core/contracts/keys';
import type { IncidentLocation } from '../../../core/usecases/ports';
import { decodeNumber, optional } from '../encoding/attributes';
import { bytesToUuid, UUID_BYTES, uuidToBytes } from '../encoding/ids';
import type { Item } from '../table';

/**
 * A page of an account's incident numbers: `refs` lists where each number's incident lives, in the order of the numbers.
 * The incident at `refs[i]` of page p has the number p × {@link PAGE_SIZE} + i + 1. A reference is 37 bytes:
 * integration (16), entity hash (17: its 22 characters hold 132 bits), ordinal (4).
 */
export const REFS = 'refs';

/** The indexes of those whose incidents are known to be resolved, or never came to be: a set that only grows. */
export const CLOSED = 'c';

/** When the last reference was appended, in seconds since the epoch. */
export const APPENDED_AT = 't';

/** So many references keep the page within 1 KB, so that taking a number costs one write unit. */
export const PAGE_SIZE = 24;

const HASH_LENGTH = 22;
const HASH_BYTES = 17;
const REF_BYTES = UUID_BYTES + HASH_BYTES + 4;

/** The number of the reference at this place. */
export function numberAt(page: number, index: number): number {
  return page * PAGE_SIZE + index + 1;
}

/** The place of a number (from 1). */
export function placeOf(number: number): { readonly page: number; readonly index: number } {
  return { page: Math.floor((number - 1) / PAGE_SIZE), index: (number - 1) % PAGE_SIZE };
}

/** A location as one element of the page's list. */
export function encodeRef(location: IncidentLocation): AttributeValue {
  const ordinal = Buffer.alloc(4);
  ordinal.writeUInt32BE(location.ordinal);
  // 22 characters are 16 bytes and a half; "AA" fills them up to whole ones, which keeps the last half.
  const hash = Buffer.from(`${location.entity_id_hash}AA`, 'base64url').subarray(0, HASH_BYTES);
  return { B: Buffer.concat([uuidToBytes(location.integration), hash, ordinal]) };
}

/** The location of an element made by {@link encodeRef}. */
export function decodeRef(value: AttributeValue): IncidentLocation {
  const bytes = Buffer.from(value.B ?? []);
  if (bytes.length !== REF_BYTES) throw new Error('The element is no reference to an incident.');
  return {
    integration: bytesToUuid(bytes.subarray(0, UUID_BYTES)),
    entity_id_hash: bytes.toString('base64url', UUID_BYTES, UUID_BYTES + HASH_BYTES).slice(0, HASH_LENGTH),
    ordinal: bytes.readUInt32BE(UUID_BYTES + HASH_BYTES),
  };
}

/** A page as it is read. */
export interface NumberPage {
  readonly page: number;
  readonly refs: readonly IncidentLocation[];
  readonly closed: ReadonlySet<number>;
  /** Seconds since the epoch. */
  readonly appended_at: number;
}

/** The page of an item. */
export function decodeNumberPage(item: Item): NumberPage {
  return {
    page: Number(item['sk']?.S?.slice(SORT_PREFIX.numberPage.length)),
    refs: (item[REFS]?.L ?? []).map(decodeRef),
    closed: new Set((item[CLOSED]?.NS ?? []).map(Number)),
    appended_at: optional(item, APPENDED_AT, decodeNumber, 0),
  };
}

/** Whether nothing on the page is open, or ever will be. */
export function isClosed({ refs, closed }: Pick<NumberPage, 'refs' | 'closed'>): boolean {
  return refs.length >= PAGE_SIZE && refs.every((_, index) => closed.has(index));
}
