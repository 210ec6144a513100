import { describe, expect, it } from '@jest/globals';
import { createSeenIds } from '../../../../adapters/cache/seen-ids';
import { createHandler } from '../../../../lambdas/canary/handler';
import { aCanaryWebhook, CANARY_NOW, CANARY_SECRETS, CanaryWorld } from '../../../support/builders/canary';
import { httpEvent } from '../../../support/builders/http-event';
import { MemoryLog } from '../../../support/fakes/memory-log';
import { MemoryMetrics } from '../../../support/fakes/memory-metrics';
import { anAnswer, ScriptedSender } from '../../../support/fakes/scripted-sender';

/** What EventBridge gives a function that runs on schedule. */
const SCHEDULED = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

function aCanary() {
  const world = new CanaryWorld();
  const isNew = createSeenIds();
  const log = new MemoryLog();
  const metrics = new MemoryMetrics();
  const { webhookSecret } = CANARY_SECRETS;
  const handler = createHandler({
    log,
    metrics,
    sending: () => Promise.resolve(world.deps),
    receiving: () => Promise.resolve({ webhookSecret, clock: () => CANARY_NOW, isNew }),
  });
  return { world, log, metrics, handler };
}

function aRequest(over: Readonly<Record<string, string>> = {}, encoded = false) {
  const { id, timestamp, signature, body } = aCanaryWebhook(250);
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature, ...over };
  return httpEvent('POST', '/api/health/canary', { headers, body: encoded ? Buffer.from(body) : body });
}

describe('the function canary', () => {
  it('posts an alert when its schedule runs it, and logs one line', async () => {
    const { world, log, metrics, handler } = aCanary();
    expect(await handler(SCHEDULED)).toBeNull();
    expect(world.sender.requests).toHaveLength(1);
    expect(log.lines).toEqual([{ level: 'info', message: 'canary was sent', fields: { alert_type: 'critical' } }]);
    expect(metrics.flushed).toEqual(new Map());
  });

  it('fails when its alert is not accepted, so that its alarm rings', async () => {
    const { world, handler } = aCanary();
    world.sender = new ScriptedSender(anAnswer({ status_code: 500 }));
    await expect(handler(SCHEDULED)).rejects.toThrow('not accepted');
  });

  it.each([false, true])('measures a webhook that arrives (base64: %s)', async (encoded) => {
    const { world, metrics, handler } = aCanary();
    expect(await handler(aRequest({}, encoded))).toMatchObject({ statusCode: 200 });
    expect(metrics.flushed).toEqual(new Map([['CanaryLatency', 250]]));
    expect(world.sender.requests).toEqual([]);
  });

  it('measures it once', async () => {
    const { metrics, handler } = aCanary();
    await handler(aRequest());
    expect(await handler(aRequest())).toMatchObject({ statusCode: 200 });
    expect(metrics.flushed).toEqual(new Map([['CanaryLatency', 250]]));
  });

  it('answers 401 to what it did not sign, with the reason, and measures nothing', async () => {
    const { metrics, handler } = aCanary();
    const refused = await handler(aRequest({ 'webhook-signature': 'v1,bm90IHRoaXM=' }));
    expect(refused).toEqual({
      statusCode: 401,
      headers: { 'content-type': 'application/json' },
      body: '{"detail":"webhook-signature does not match."}',
    });
    expect(await handler(httpEvent('POST', '/api/health/canary'))).toMatchObject({ statusCode: 401 });
    expect(metrics.flushed).toEqual(new Map());
  });
});
