import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { toPythonJson } from '../../../../../core/domain/webhook/python-json';
import { makeWebhookSecret, signStandardWebhook } from '../../../../../core/domain/webhook/standard-webhooks';
import { signBody } from '../../../../../core/domain/webhook/x-signature';
import { anyJsonObject } from '../../../../support/arbitraries/json';

// The libraries compare the timestamp with the real clock.
const now = (): number => Math.floor(Date.now() / 1_000);
const secretOf = (byte: number): string => makeWebhookSecret(Buffer.alloc(32, byte));

const verifiers = [
  ['standardwebhooks', (secret: string) => new StandardWebhook(secret)],
  ['svix', (secret: string) => new SvixWebhook(secret)],
] as const;

describe.each(verifiers)('Standard Webhooks signatures, as the library %s sees them', (_name, verifier) => {
  const headers = (secrets: readonly string[], body: string): Record<string, string> => {
    const timestamp = now();
    return {
      'webhook-id': '2222223sPGQPb3shHKcWRR',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signStandardWebhook(secrets, { id: '2222223sPGQPb3shHKcWRR', timestamp, body }),
    };
  };

  it('verify on the exact text of any body', () => {
    fc.assert(
      fc.property(anyJsonObject, fc.uint8Array({ minLength: 24, maxLength: 64 }), (value, bytes) => {
        const secret = makeWebhookSecret(Buffer.from(bytes));
        const body = toPythonJson(value);
        expect(verifier(secret).verify(body, headers([secret], body))).toEqual(JSON.parse(body));
      }),
    );
  });

  it('verify with the old secret and with the new one while both are valid', () => {
    const signed = headers([secretOf(2), secretOf(1)], '{"a": 1}');
    expect(verifier(secretOf(1)).verify('{"a": 1}', signed)).toEqual({ a: 1 });
    expect(verifier(secretOf(2)).verify('{"a": 1}', signed)).toEqual({ a: 1 });
  });

  it('do not verify with another secret or on another text', () => {
    const signed = headers([secretOf(1)], '{"a": 1}');
    expect(() => verifier(secretOf(3)).verify('{"a": 1}', signed)).toThrow('No matching signature');
    expect(() => verifier(secretOf(1)).verify('{"a":1}', signed)).toThrow('No matching signature');
  });
});

describe('a webhook secret', () => {
  it.each([0, 23, 65])('is not made of %d bytes', (length) => {
    expect(() => makeWebhookSecret(Buffer.alloc(length))).toThrow(RangeError);
  });
});

describe('X-SIGNATURE', () => {
  // Printed by: base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest())
  it.each([
    ['key', '{"payload": {"event_type": "triggered"}}', 'pVqxOyfcL4NYbpxIl5deXCpMGxdeEWPSYp5OA1ck9PE='],
    ['schlüssel', '{"a": "\\u00e9"}', 'K7yRoGkIe8p3x4unsprFaPKvB2w5S/H/wBiurt9X/oM='],
  ])('of key %s is what Python computes', (key, body, signature) => {
    expect(signBody(key, body)).toBe(signature);
  });
});
