import { describe, expect, it } from '@jest/globals';
import { createSeenIds } from '../../../../../adapters/cache/seen-ids';
import { makeCanarySecrets } from '../../../../../core/domain/canary/canary-secrets';
import { signStandardWebhook } from '../../../../../core/domain/webhook/standard-webhooks';
import { receiveCanary } from '../../../../../core/usecases/canary/receive-canary';
import { aCanaryWebhook, CANARY_NOW, CANARY_SECRETS } from '../../../../support/builders/canary';

const deps = () => ({
  webhookSecret: CANARY_SECRETS.webhookSecret,
  clock: () => CANARY_NOW,
  isNew: createSeenIds(),
});

describe('a webhook at the canary', () => {
  it('says how long its alert was on its way', () => {
    expect(receiveCanary(deps(), aCanaryWebhook(1234.5))).toEqual({ result: 'arrived', latencyMs: 1235 });
  });

  it('was never on its way for less than no time, whatever two clocks say', () => {
    expect(receiveCanary(deps(), aCanaryWebhook(-3))).toEqual({ result: 'arrived', latencyMs: 0 });
  });

  it('counts once', () => {
    const same = deps();
    receiveCanary(same, aCanaryWebhook(10));
    expect(receiveCanary(same, aCanaryWebhook(10))).toEqual({ result: 'known' });
    expect(receiveCanary(same, aCanaryWebhook(20))).toMatchObject({ result: 'arrived' });
  });

  it('of another deployment is refused, and does not make the true one a repeat', () => {
    const same = deps();
    const other = makeCanarySecrets('another deployment').webhookSecret;
    expect(receiveCanary(same, aCanaryWebhook(10, other))).toEqual({
      result: 'refused',
      reason: 'webhook-signature does not match.',
    });
    expect(receiveCanary(same, aCanaryWebhook(10))).toMatchObject({ result: 'arrived' });
  });

  it('is refused when its id is none of a delivery, though it is signed', () => {
    const content = { id: 'test', timestamp: CANARY_NOW / 1_000_000, body: '{}' };
    const signature = signStandardWebhook([CANARY_SECRETS.webhookSecret], content);
    const webhook = { ...content, timestamp: String(content.timestamp), signature };
    expect(receiveCanary(deps(), webhook)).toEqual({
      result: 'refused',
      reason: 'webhook-id is not the id of a delivery.',
    });
  });
});
