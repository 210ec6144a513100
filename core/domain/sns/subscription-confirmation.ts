import type { Json } from '../../contracts/json';
import { asObject } from '../json/as-object';

/** All that is signed of a confirmation, in the order of the text that is signed, and what the signature needs. */
const FIELDS = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
  'SignatureVersion',
  'Signature',
  'SigningCertURL',
] as const;

/** How many of the fields above are signed, from the first. */
const SIGNED = 7;

/**
 * What Amazon SNS posts to a URL that somebody subscribed to a topic, before anything else (Amazon SNS developer guide,
 * "HTTP/HTTPS subscription confirmation JSON format").
 */
export type SubscriptionConfirmation = Readonly<Record<(typeof FIELDS)[number], string>>;

/** Reads a subscription confirmation; null when the body is anything else, which is then an alert like any other. */
export function readSubscriptionConfirmation(body: Json): SubscriptionConfirmation | null {
  const object = asObject(body);
  if (object === null || !Object.hasOwn(object, 'Type') || object['Type'] !== 'SubscriptionConfirmation') return null;
  const entries = FIELDS.map((field) => [field, Object.hasOwn(object, field) ? object[field] : null] as const);
  return entries.every(([, value]) => typeof value === 'string')
    ? (Object.fromEntries(entries) as SubscriptionConfirmation)
    : null;
}

/** The text that SNS signs: each name and each value on a line of its own, in byte order of the names. */
export function signedText(confirmation: SubscriptionConfirmation): string {
  return FIELDS.slice(0, SIGNED)
    .map((field) => `${field}\n${confirmation[field]}\n`)
    .join('');
}
