import { createHmac } from 'node:crypto';

/** Form of a Standard Webhooks secret: the prefix, then base64 of 24 to 64 bytes. */
const PREFIX = 'whsec_';
const KEY_BYTES = { min: 24, max: 64 } as const;
/** Random bytes of the secrets that we make: 256 bits, as many as the HMAC has. */
export const WEBHOOK_SECRET_BYTES = 32;

/**
 * The text of a secret made of these bytes, as receivers' libraries take it.
 * @throws RangeError unless there are 24 to 64 bytes (Standard Webhooks, "Symmetric").
 */
export function makeWebhookSecret(bytes: Buffer): string {
  if (bytes.length < KEY_BYTES.min || bytes.length > KEY_BYTES.max)
    throw new RangeError('A secret has 24 to 64 bytes.');
  return PREFIX + bytes.toString('base64');
}

/** What a Standard Webhooks signature covers. */
export interface SignedContent {
  /** `webhook-id`. */
  readonly id: string;
  /** `webhook-timestamp`: seconds since the epoch, of this attempt. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * Value of `webhook-signature`: one `v1,` signature per secret, newest first, with spaces between. While a secret is being
 * replaced there are two, and a receiver accepts either.
 */
export function signStandardWebhook(secrets: readonly string[], { id, timestamp, body }: SignedContent): string {
  const content = `${id}.${String(timestamp)}.${body}`;
  return secrets
    .map((secret) => createHmac('sha256', keyOf(secret)).update(content, 'utf8').digest('base64'))
    .map((signature) => `v1,${signature}`)
    .join(' ');
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
}
