import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { SORT_PREFIX } from '../../../core/contracts/keys';
import type { IncidentLocation } from '../../../core/usecases/ports';
import { decodeNumber, optional } from '../encoding/attributes';
import { bytesToUuid, UUID_BYTES, uuidToBytes } from '../encoding/ids';
import type { Item } from '../table';

/**
 * A page of an account's incident numbers: `refs` lists where each number's incident lives, in the order of the numbers.
 * The incident at `refs[i]` of page p has the number p × {@link PAGE_SIZE} + i + 1. A reference is 36 bytes: integration
 * (16), entity hash (17: its 22 characters hold 132 bits, the four that are left are the ordinal's upper ones), ordinal
 * (1), and a mark each of team and service (see {@link markOf}). One of an ordinal that needs more bits, or that was
 * written before there were marks, has 37: integration, entity hash, ordinal (4).
 */
export const REFS = 'refs';

/** The indexes of those whose incidents are known to be resolved, or never came to be: a set that only grows. */
export const CLOSED = 'c';

/** When the first and the last reference were appended, in seconds since the epoch. */
export const BEGUN_AT = 'f';
export const APPENDED_AT = 't';

/** Of references whose incidents were created much before they were appended: binary logarithms of the seconds between. */
export const LATE = 'l';

/** Up to so many seconds pass between an alert and its incident's number as a rule; clocks differ by no more either. */
export const USUAL_SECONDS = 60;

/** So many references keep the page within 1 KB, so that taking a number costs one write unit. */
export const PAGE_SIZE = 24;

const HASH_LENGTH = 22;
const HASH_BYTES = 17;
const LOCATION_BYTES = UUID_BYTES + HASH_BYTES;
const LONG_REF_BYTES = LOCATION_BYTES + 4;
const SHORT_REF_BYTES = LOCATION_BYTES + 3;
/** Twelve bits. */
const LARGEST_SHORT_ORDINAL = 0xfff;

/** The number of the reference at this place. */
export function numberAt(page: number, index: number): number {
  return page * PAGE_SIZE + index + 1;
}

/** The place of a number (from 1). */
export function placeOf(number: number): { readonly page: number; readonly index: number } {
  return { page: Math.floor((number - 1) / PAGE_SIZE), index: (number - 1) % PAGE_SIZE };
}

/** The marks of whose an incident is. */
export interface OwnerMarks {
  readonly team: number;
  readonly service: number;
}

/** A reference as it is read. `marks` is null where nothing is known. */
export interface NumberRef extends IncidentLocation {
  readonly marks: OwnerMarks | null;
}

/** A byte of an id's hash: what has another mark is another's; one in 256 of others has the same. */
export function markOf(id: string): number {
  return createHash('sha256').update(id).digest()[0] ?? 0;
}

/** A location, and whose it is, as one element of the page's list. */
export function encodeRef(
  location: IncidentLocation & { readonly team: string; readonly service: string },
): AttributeValue {
  // 22 characters are 16 bytes and a half; "AA" fills them up to whole ones, which keeps the last half.
  const hash = Buffer.from(`${location.entity_id_hash}AA`, 'base64url').subarray(0, HASH_BYTES);
  const { ordinal, team, service } = location;
  const bytes = Buffer.concat([uuidToBytes(location.integration), hash, Buffer.alloc(4)]);
  if (ordinal > LARGEST_SHORT_ORDINAL) {
    bytes.writeUInt32BE(ordinal, LOCATION_BYTES);
    return { B: bytes };
  }
  bytes.writeUInt8(bytes.readUInt8(LOCATION_BYTES - 1) | (ordinal >> 8), LOCATION_BYTES - 1);
  bytes.set([ordinal & 0xff, markOf(team), markOf(service)], LOCATION_BYTES);
  return { B: bytes.subarray(0, SHORT_REF_BYTES) };
}

/** The reference of an element made by {@link encodeRef}. */
export function decodeRef(value: AttributeValue): NumberRef {
  const bytes = Buffer.from(value.B ?? []);
  if (bytes.length !== SHORT_REF_BYTES && bytes.length !== LONG_REF_BYTES)
    throw new Error('The element is no reference to an incident.');
  const place = {
    integration: bytesToUuid(bytes.subarray(0, UUID_BYTES)),
    entity_id_hash: bytes.toString('base64url', UUID_BYTES, LOCATION_BYTES).slice(0, HASH_LENGTH),
  };
  if (bytes.length === LONG_REF_BYTES) return { ...place, ordinal: bytes.readUInt32BE(LOCATION_BYTES), marks: null };
  const upper = bytes.readUInt8(LOCATION_BYTES - 1) & 0x0f;
  const marks = { team: bytes.readUInt8(LOCATION_BYTES + 1), service: bytes.readUInt8(LOCATION_BYTES + 2) };
  return { ...place, ordinal: (upper << 8) | bytes.readUInt8(LOCATION_BYTES), marks };
}

/** A page as it is read. */
export interface NumberPage {
  readonly page: number;
  readonly refs: readonly NumberRef[];
  readonly closed: ReadonlySet<number>;
  /** Seconds since the epoch; null: not known. */
  readonly begun_at: number | null;
  readonly appended_at: number;
  /** So many seconds before it was appended one of them may have been created; 0: not more than usual. */
  readonly latest: number;
}

/** The page of an item. */
export function decodeNumberPage(item: Item): NumberPage {
  const late = (item[LATE]?.NS ?? []).map(Number);
  const refs = (item[REFS]?.L ?? []).map(decodeRef);
  return {
    page: Number(item['sk']?.S?.slice(SORT_PREFIX.numberPage.length)),
    refs,
    closed: new Set((item[CLOSED]?.NS ?? []).map(Number)),
    // A first reference without marks may be of a version that did not note when it was written, and a later one did.
    begun_at: refs[0]?.marks == null ? null : optional(item, BEGUN_AT, decodeNumber, null),
    appended_at: optional(item, APPENDED_AT, decodeNumber, 0),
    latest: late.length === 0 ? 0 : 2 ** Math.max(...late),
  };
}

/** Whether nothing on the page is open, or ever will be. */
export function isClosed({ refs, closed }: Pick<NumberPage, 'refs' | 'closed'>): boolean {
  return refs.length >= PAGE_SIZE && refs.every((_, index) => closed.has(index));
}
