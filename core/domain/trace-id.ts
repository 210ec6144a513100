import { createHash } from 'node:crypto';
import type { TraceId } from '../contracts/alert';
import type { Micros } from '../contracts/incident';
import { decodeShortUuid, encodeShortUuid, numberToUuid, uuidToNumber } from './short-uuid';
import { signUuid, verifyUuid } from './self-proving-uuid';

/**
 * Trace ids prove themselves (DESIGN §2): 52 bits accept time in microseconds (to the year 2112), 34 bits randomness,
 * 36 bits MAC. Two alerts share an id only if accepted in the same microsecond with the same 34 bits; a guessed id
 * passes once in 2^36 and then shows "queued" at most.
 */
const MAC_BITS = 36;
const RANDOM_BITS = 34;
/** How many random bytes {@link makeTraceId} takes. */
export const TRACE_RANDOM_BYTES = 5;

/** How long a status can be asked for: 60 minutes from accept (seed, contract §1.12), in microseconds. */
export const STATUS_LIFETIME: Micros = 3_600_000_000;

/** Makes the trace id of an alert accepted at `acceptedAt`; `random` are at least {@link TRACE_RANDOM_BYTES} bytes. */
export function makeTraceId(acceptedAt: Micros, random: Uint8Array, key: Buffer): TraceId {
  const bits = BigInt(`0x${Buffer.from(random).toString('hex')}`) & ((1n << BigInt(RANDOM_BITS)) - 1n);
  return signUuid((BigInt(acceptedAt) << BigInt(RANDOM_BITS)) | bits, MAC_BITS, key);
}

/**
 * The trace id of one element of a `for_each` body, the same each time the request is processed. Its accept time is the
 * request's and a microsecond more per element, so that elements count in the order of the body (DESIGN §3, I4) and no
 * two of them can meet in the random bits.
 */
export function makeElementTraceId(request: ProvenTrace, index: number, key: Buffer): ProvenTrace {
  const random = createHash('sha256').update(`${request.traceId}/${index}`).digest().subarray(0, TRACE_RANDOM_BYTES);
  const acceptedAt = request.acceptedAt + index;
  return { traceId: makeTraceId(acceptedAt, random, key), acceptedAt };
}

export interface ProvenTrace {
  /** In its one written form: lower case, with dashes. */
  readonly traceId: TraceId;
  readonly acceptedAt: Micros;
}

/**
 * Reads a trace id, with or without dashes (contract §0.5), or the id of its alert, which is all that the older intake
 * answers with; null when it is forged or neither.
 */
export function readTraceId(text: string, key: Buffer): ProvenTrace | null {
  const value = uuidToNumber(text) ?? decodeShortUuid(text);
  if (value === null) return null;
  const traceId = numberToUuid(value);
  const body = verifyUuid(traceId, MAC_BITS, key);
  return body === null ? null : { traceId, acceptedAt: Number(body >> BigInt(RANDOM_BITS)) };
}

/** The 22-character id of the alert with this trace id: the same 128 bits, so neither needs an index of the other. */
export function alertIdOf(traceId: TraceId): string {
  const value = uuidToNumber(traceId);
  if (value === null) throw new Error('Not a trace id.');
  return encodeShortUuid(value);
}
