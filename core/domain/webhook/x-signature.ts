import { createHmac } from 'node:crypto';

/**
 * Value of the `X-SIGNATURE` header: base64 of HMAC-SHA256 over the body's text, the key taken as UTF-8 (contract §3).
 */
export function signBody(signingKey: string, body: string): string {
  return createHmac('sha256', Buffer.from(signingKey, 'utf8')).update(body, 'utf8').digest('base64');
}
