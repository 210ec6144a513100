import {
  DELIVERY_TYPES,
  type Attempt,
  type Delivery,
  type DeliveryMessage,
  type DeliveryStatus,
  type DeliveryType,
} from '../../../core/contracts/delivery';
import type { Json } from '../../../core/contracts/json';
import type { DeliveryProgress } from '../../../core/usecases/ports';
import { decodeNumber, encodeNumber, optional, orNull, required } from '../encoding/attributes';
import { decodeDocument, encodeDocument } from '../encoding/document';
import { decodeId, encodeId } from '../encoding/ids';
import { decodeText, encodeText } from '../encoding/text';
import type { Item } from '../table';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * A delivery's row, billed with each attempt: large bodies are kept beside it.
 *
 * | name | field |
 * |---|---|
 * | a, sv | account, service (the integration and the id are in the key) |
 * | n, u | incident: number, unique_id |
 * | ty, sq, ta | type (its number in DELIVERY_TYPES), sequence, transition_at |
 * | ba | booked_at (absent: it is not in the ledger) |
 * | d or dd | body (see `document-parts`) |
 * | st, na, re | status, next_attempt_at, reason (the last two absent: null) |
 * | la | number of the latest attempt (absent: none yet) |
 * | t1, t2, … | an attempt each, as documents; the last {@link ATTEMPTS_KEPT} of them |
 * | expires_at | when DynamoDB may delete it, seconds since the epoch |
 */
export const LATEST_ATTEMPT = 'la';
export const STATUS_ATTRIBUTE = 'st';

/** More attempts than the retry schedule makes; what redeliveries add beyond is cut off at the old end. */
export const ATTEMPTS_KEPT = 50;

/** Bytes of an answer that are kept (own-routes, "Deliveries": the first 4 KB). */
const RESPONSE_LIMIT = 4_096;

/** Bytes of an encoded body up to which it is in the row itself. */
export const INLINE_BODY_LIMIT = 4_096;

/** The attribute of the attempt with this number. */
export function attemptAttribute(number: number): string {
  return `t${number}`;
}

/** What the message says, but for key and body. */
export function encodeMessage(message: DeliveryMessage): Item {
  return {
    a: { S: message.account },
    sv: encodeId(message.service),
    n: encodeNumber(message.incident.incident_number),
    u: encodeText(message.incident.unique_id),
    ty: encodeNumber(DELIVERY_TYPES[message.type]),
    sq: encodeNumber(message.sequence),
    ta: encodeNumber(message.transition_at),
    ...(message.booked_at !== undefined && { ba: encodeNumber(message.booked_at) }),
  };
}

/** What follows from the latest attempt; null = the attribute is to be absent. */
export function encodeProgress(progress: DeliveryProgress): Readonly<Record<string, AttributeValue | null>> {
  return {
    [STATUS_ATTRIBUTE]: { S: progress.status },
    na: orNull(progress.next_attempt_at, encodeNumber),
    re: orNull(progress.reason, encodeText),
  };
}

/** An attempt as one attribute. Its number is the attribute's name. */
export function encodeAttempt(attempt: Attempt): AttributeValue {
  const { at, duration_ms, status_code, error, response, replay } = attempt;
  const always = [at, duration_ms, status_code, error, cut(response)];
  return encodeDocument(replay === undefined ? always : [...always, replay]);
}

/** The delivery of a row and its body. */
export function decodeDelivery(item: Item, body: string): Delivery {
  const integration = required(item, 'pk', decodeText).slice('ENDPOINT#'.length);
  return {
    v: 1,
    id: required(item, 'sk', decodeText).slice('DELIVERY#'.length),
    account: required(item, 'a', decodeText),
    service: required(item, 'sv', decodeId),
    integration,
    incident: { incident_number: required(item, 'n', decodeNumber), unique_id: required(item, 'u', decodeText) },
    type: toType(required(item, 'ty', decodeNumber)),
    sequence: required(item, 'sq', decodeNumber),
    transition_at: required(item, 'ta', decodeNumber),
    ...(item['ba'] !== undefined && { booked_at: decodeNumber(item['ba']) }),
    body,
    status: required(item, STATUS_ATTRIBUTE, decodeText) as DeliveryStatus,
    attempts: decodeAttempts(item),
    next_attempt_at: optional(item, 'na', decodeNumber, null),
    reason: optional(item, 're', decodeText, null),
  };
}

/** The attempts that are there, in their order. */
function decodeAttempts(item: Item): readonly Attempt[] {
  const names = Object.keys(item).filter((name) => /^t\d+$/.test(name));
  return names
    .map((name) => decodeAttempt(Number(name.slice(1)), required(item, name, decodeDocument)))
    .sort((a, b) => a.number - b.number)
    .slice(-ATTEMPTS_KEPT);
}

function decodeAttempt(number: number, document: Json): Attempt {
  // Written by encodeAttempt alone.
  const [at, duration_ms, status_code, error, response, replay] = document as [
    number,
    number,
    number | null,
    string | null,
    string,
    string?,
  ];
  return { number, at, duration_ms, status_code, error, response, ...(replay !== undefined && { replay }) };
}

function toType(number: number): DeliveryType {
  const found = Object.entries(DELIVERY_TYPES).find(([, value]) => value === number);
  if (found === undefined) throw new Error(`No delivery has a type with the number ${number}.`);
  return found[0] as DeliveryType;
}

/** The first bytes of the answer that are kept, without half a character at the end. */
function cut(response: string): string {
  if (Buffer.byteLength(response) <= RESPONSE_LIMIT) return response;
  const bytes = Buffer.from(response);
  let end = RESPONSE_LIMIT;
  // Bytes 10xxxxxx continue a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}
