import { describe, expect, it } from '@jest/globals';
import { makeWebhookSecret, signStandardWebhook } from '../../../../../core/domain/webhook/standard-webhooks';
import {
  verifyStandardWebhook,
  type ReceivedWebhook,
} from '../../../../../core/domain/webhook/verify-standard-webhook';

const SECRET = makeWebhookSecret(Buffer.alloc(32, 1));
const OTHER = makeWebhookSecret(Buffer.alloc(32, 2));
const SENT = 1_790_000_000;
const NOW = SENT * 1_000_000;

function received(over: Partial<ReceivedWebhook> = {}, secrets: readonly string[] = [SECRET]): ReceivedWebhook {
  const content = { id: 'id', timestamp: SENT, body: '{"a": 1}' };
  return {
    id: 'id',
    timestamp: String(SENT),
    body: content.body,
    signature: signStandardWebhook(secrets, content),
    ...over,
  };
}

const reasonOf = (webhook: ReceivedWebhook, now = NOW): string | null => {
  const verdict = verifyStandardWebhook(SECRET, webhook, now);
  return verdict.ok ? null : verdict.reason;
};

describe('a webhook that came', () => {
  it('is taken with the signature of its secret, alone or beside others', () => {
    expect(reasonOf(received())).toBeNull();
    expect(reasonOf(received({}, [OTHER, SECRET]))).toBeNull();
  });

  it.each([
    ['another secret', received({}, [OTHER])],
    ['another body', received({ body: '{"a": 2}' })],
    ['another id', received({ id: 'other' })],
    ['another time', received({ timestamp: String(SENT + 1) })],
    ['no version before the signature', received({ signature: received().signature.slice(3) })],
    ['half a signature', received({ signature: received().signature.slice(0, 20) })],
    ['something that is no signature', received({ signature: 'v1,ü' })],
  ])('is refused with %s', (_what, webhook) => {
    expect(reasonOf(webhook)).toBe('webhook-signature does not match.');
  });

  it.each(['id', 'timestamp', 'signature'] as const)('is refused without its %s', (header) => {
    expect(reasonOf(received({ [header]: '' }))).toMatch(/ are required\.$/);
  });

  it.each(['soon', '-5', '1e9', '12345678901234'])('is refused with the time %j', (timestamp) => {
    expect(reasonOf(received({ timestamp }))).toBe('webhook-timestamp must be seconds since 1970.');
  });

  it('counts for five minutes around the time it was signed at', () => {
    const minutes = (count: number): number => NOW + count * 60_000_000;
    expect([minutes(5), minutes(-5)].map((now) => reasonOf(received(), now))).toEqual([null, null]);
    for (const now of [minutes(5) + 1, minutes(-5) - 1])
      expect(reasonOf(received(), now)).toBe('webhook-timestamp is more than five minutes from now.');
  });

  it('is refused without a word of the secret or the signature that was due', () => {
    expect(reasonOf(received({}, [OTHER]))).not.toMatch(/whsec|v1|=/);
  });
});
