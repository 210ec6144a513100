import { timingSafeEqual } from 'node:crypto';
import type { Micros } from '../../contracts/incident';
import { signStandardWebhook } from './standard-webhooks';

/** A webhook as it came; missing headers are empty. */
export interface ReceivedWebhook {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Standard Webhooks leaves it to receivers; their libraries take five minutes. */
const TOLERANCE: Micros = 5 * 60 * 1_000_000;

/** Whether a webhook was signed with the secret, and lately; the reason says nothing of the secret. Constant in time. */
export function verifyStandardWebhook(secret: string, webhook: ReceivedWebhook, now: Micros): Verdict {
  const { id, timestamp, signature, body } = webhook;
  if (id === '' || timestamp === '' || signature === '')
    return refuse('webhook-id, webhook-timestamp and webhook-signature are required.');
  if (!/^\d{1,12}$/.test(timestamp)) return refuse('webhook-timestamp must be seconds since 1970.');
  const expected = Buffer.from(signStandardWebhook([secret], { id, timestamp: Number(timestamp), body }));
  // Several while a secret is being replaced, with spaces between; each is compared in constant time.
  const matches = signature.split(' ').map((each) => equal(Buffer.from(each), expected));
  if (!matches.includes(true)) return refuse('webhook-signature does not match.');
  const age = Math.abs(now - Number(timestamp) * 1_000_000);
  return age > TOLERANCE ? refuse('webhook-timestamp is more than five minutes from now.') : { ok: true };
}

function refuse(reason: string): Verdict {
  return { ok: false, reason };
}

function equal(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
