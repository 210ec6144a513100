import { describe, expect, it } from '@jest/globals';
import type { EndpointConfiguration } from '../../../../../core/contracts/resources';
import { makeAttemptHeaders } from '../../../../../core/domain/webhook/attempt-headers';
import { signStandardWebhook } from '../../../../../core/domain/webhook/standard-webhooks';
import { signBody } from '../../../../../core/domain/webhook/x-signature';
import { aDeliveryMessage, anEndpoint } from '../../../../support/builders/outgoing';

const NOW = 1_790_000_000_900_000;
const message = aDeliveryMessage({ sequence: 2 });

function headers(over: Partial<EndpointConfiguration> = {}): Readonly<Record<string, string>> {
  return makeAttemptHeaders({
    message,
    endpoint: anEndpoint(over),
    attempt: 4,
    now: NOW,
    userAgent: 'Tocsin/1.2.3',
    open: (sealed) => sealed.replace('sealed ', ''),
  });
}

describe('the headers of an attempt', () => {
  it('say what it is, without any auth when there is none', () => {
    expect(headers()).toEqual({
      'Content-Type': 'application/json',
      'User-Agent': 'Tocsin/1.2.3',
      'webhook-id': message.id,
      'webhook-timestamp': '1790000000',
      'X-Tocsin-Attempt': '4',
      'X-Tocsin-Sequence': '2',
    });
  });

  it('carry Basic credentials in UTF-8', () => {
    const auth = { type: 'basic', username: 'jörg', password: 'sealed a:b' } as const;
    expect(headers({ auth })['Authorization']).toBe(`Basic ${Buffer.from('jörg:a:b').toString('base64')}`);
  });

  it('carry X-SIGNATURE over the very body', () => {
    const auth = { type: 'signature', signing_key: 'sealed key' } as const;
    expect(headers({ auth })['X-SIGNATURE']).toBe(signBody('key', message.body));
  });

  it('carry one Standard Webhooks signature per secret that is still valid, newest first', () => {
    const secrets = [
      { secret: 'sealed whsec_bmV3', valid_until: null },
      { secret: 'sealed whsec_b2xk', valid_until: NOW + 1 },
      { secret: 'sealed whsec_b2xkZXN0', valid_until: NOW },
    ];
    const content = { id: message.id, timestamp: 1_790_000_000, body: message.body };
    const expected = signStandardWebhook(['whsec_bmV3', 'whsec_b2xk'], content);
    expect(headers({ standard_webhooks: { enabled: true, secrets } })['webhook-signature']).toBe(expected);
    expect(expected).toMatch(/^v1,\S+ v1,\S+$/);
    expect(headers({ standard_webhooks: { enabled: false, secrets } })).not.toHaveProperty('webhook-signature');
  });

  it('carry the endpoint’s own, which never replace ours', () => {
    const got = headers({ headers: { 'X-Team': 'payments', 'User-Agent': 'me' } });
    expect(got).toMatchObject({ 'X-Team': 'payments', 'User-Agent': 'Tocsin/1.2.3' });
  });
});
