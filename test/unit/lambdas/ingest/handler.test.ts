import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { APPLICATIONS } from '../../../../core/contracts/applications';
import type { IntakeKeyEntry } from '../../../../core/contracts/routing';
import { makeIntegrationKey } from '../../../../core/domain/integration-key';
import { deriveSigningKey } from '../../../../core/domain/signing';
import { readTraceId } from '../../../../core/domain/trace-id';
import type { RateLimiter } from '../../../../core/usecases/ports';
import { createHandler } from '../../../../lambdas/ingest/handler';
import { anIntegration, keyEntryOf } from '../../../support/builders/resources';
import { aRouter, routerEntryOf } from '../../../support/builders/routing';
import { MemoryLedger } from '../../../support/fakes/memory-ledger';
import { MemoryLog } from '../../../support/fakes/memory-log';
import { NO_LIMIT } from '../../../support/fakes/no-limit';

const signing = {
  traceIds: deriveSigningKey('secret', 'trace-ids'),
  integrationKeys: deriveSigningKey('secret', 'integration-keys'),
};
const NOW = 1_760_000_000_000_000;
const integration = anIntegration();
const ALERT = '{"message":"Disk full","alert_type":"critical","entity_id":12345678901234567890}';

interface World {
  readonly entry?: IntakeKeyEntry | null | Error;
  readonly queueFails?: boolean;
  readonly limiter?: RateLimiter;
}

function world({ entry = keyEntryOf(integration), queueFails = false, limiter = NO_LIMIT }: World = {}) {
  const sent: { body: string; group: string }[] = [];
  const log = new MemoryLog();
  const ledger = new MemoryLedger();
  const handler = createHandler({
    integrationKeys: { find: () => (entry instanceof Error ? Promise.reject(entry) : Promise.resolve(entry)) },
    alertsQueue: {
      send: (body, group) => {
        if (queueFails) return Promise.reject(new Error('queue is down'));
        sent.push({ body, group });
        return Promise.resolve();
      },
    },
    limiter,
    signing,
    clock: () => NOW,
    random: (length) => new Uint8Array(length),
    ledger,
    log,
  });
  const post = async (path: string, body: string | Buffer = ALERT) => {
    const request = { rawPath: path, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
    const answer = await handler(request as unknown as APIGatewayProxyEventV2);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      json: JSON.parse(answer.body ?? '') as Record<string, unknown>,
    };
  };
  return { post, sent, ledger, log };
}

const PATH = `/integration/${integration.account}/generic/${integration.integration_key}/`;

describe('taking an alert', () => {
  it.each([
    PATH,
    PATH.slice(0, -1),
    PATH.toUpperCase().replace('/INTEGRATION/AB1CD/GENERIC', '/integration/ab1cd/generic'),
  ])('answers 200 with a trace id of its own for %s, and queues the body as it was sent', async (path) => {
    const { post, sent } = world();
    const { status, json } = await post(path);
    expect(status).toBe(200);
    expect(json['message']).toBe('success');
    expect(readTraceId(json['trace_id'] as string, signing.traceIds)?.acceptedAt).toBe(NOW);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.group).toBe(integration.id);
    expect(sent[0]!.body).toContain(ALERT);
    expect(JSON.parse(sent[0]!.body)).toMatchObject({
      v: 1,
      trace_id: json['trace_id'],
      accepted_at: NOW,
      intake: 'generic',
    });
  });

  it('counts it in the ledger once the queue has it, and no other', async () => {
    const taken = world();
    await taken.post(PATH);
    expect(taken.ledger.totals).toEqual({ AlertsAccepted: 1 });
    const refused = world();
    await refused.post(PATH, '{}');
    await refused.post(`${PATH}more/`);
    const down = world({ queueFails: true });
    await down.post(PATH);
    expect([refused.ledger.totals, down.ledger.totals]).toEqual([{}, {}]);
  });

  it('answers the legacy route with 201 and the alert', async () => {
    const { post } = world({ entry: keyEntryOf(integration, APPLICATIONS.api.extension) });
    const { status, json } = await post(`/api/events/${integration.integration_key}/`);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      message: 'Disk full',
      alert_type: '3',
      entity_id: '12345678901234567890',
      incident: null,
      incident_created: false,
      integration: integration.id,
      integration_object: { name: integration.name, summary: integration.summary, integration_type: 0 },
    });
    expect(json['unique_id']).toMatch(/^[2-9A-HJ-NP-Za-km-z]{22}$/);
    expect(readTraceId(json['unique_id'] as string, signing.traceIds)?.acceptedAt).toBe(NOW);
  });

  it.each([
    ['an unknown key', PATH, null],
    ['a disabled integration', PATH, keyEntryOf(anIntegration({ is_enabled: false }))],
    ['another account’s address', PATH.replace('ab1cd', 'zzzzz'), keyEntryOf(integration)],
    ['another application’s address', PATH.replace('generic', 'datadog'), keyEntryOf(integration)],
    [
      'an outgoing integration',
      PATH.replace('generic', 'outgoingwebhooks'),
      keyEntryOf(integration, 'outgoingwebhooks'),
    ],
    ['a path too long', `${PATH}more/`, keyEntryOf(integration)],
  ])('answers 404 for %s and queues nothing', async (_, path, entry) => {
    const { post, sent } = world({ entry });
    expect(await post(path)).toMatchObject({ status: 404, json: { detail: 'Not Found.' } });
    expect(sent).toEqual([]);
  });

  it('answers 400 with what is wrong and where', async () => {
    const { post, sent } = world();
    const { status, json } = await post(PATH, '{"alert_type":"fatal"}');
    expect(status).toBe(400);
    expect(json['error']).toMatch(/^This request can not be processed\. message: Required/);
    expect((json['errors'] as { path: string }[]).map(({ path }) => path)).toEqual(['message', 'alert_type']);
    // Sent along to be listed with the integration's errors; it is no alert.
    const told = sent.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(told).toEqual([
      {
        v: 1,
        account: 'ab1cd',
        integration: integration.id,
        refused_at: NOW,
        errors: json['errors'],
        body: '{"alert_type":"fatal"}',
      },
    ]);
  });

  it.each([
    ['no JSON', 'message=hello'],
    ['no UTF-8', Buffer.from([0xff, 0xfe])],
    ['nothing', ''],
  ])('answers 400 for a body that is %s', async (_, body) => {
    expect((await world().post(PATH, body)).status).toBe(400);
  });

  it('takes any JSON when custom mapping is on, for process to find out what it means', async () => {
    const { post, sent } = world({ entry: { ...keyEntryOf(integration), custom_mapping: true } });
    expect((await post(PATH, '[{"title":"any"}]')).status).toBe(200);
    expect(sent).toHaveLength(1);
    expect((await post(PATH, 'no JSON')).status).toBe(400);
  });

  it('answers 413 for a body that the queue would not take', async () => {
    const { post, sent } = world();
    expect((await post(PATH, JSON.stringify({ message: 'x'.repeat(1_048_576) }))).status).toBe(413);
    expect(sent).toEqual([]);
  });

  it('never answers 200 when the queue did not take the alert', async () => {
    const { status, headers } = await world({ queueFails: true }).post(PATH);
    expect(status).toBe(503);
    expect(headers).toHaveProperty('retry-after');
  });

  it('takes alerts for keys that prove themselves while the table can not be read, and no others', async () => {
    const down = world({ entry: new Error('table is down') });
    const ours = makeIntegrationKey(new Uint8Array(8), signing.integrationKeys);
    expect((await down.post(`/integration/ab1cd/generic/${ours}/`)).status).toBe(200);
    expect((await down.post(PATH)).status).toBe(503);
    expect(down.sent).toHaveLength(1);
  });
});

describe('taking an alert for a router', () => {
  const router = aRouter();
  const ROUTER_PATH = `/integration/${router.account}/router/${router.integration_key}/`;

  it('queues any JSON for the router under the key that was posted to', async () => {
    const { post, sent } = world({ entry: routerEntryOf(router) });
    expect((await post(ROUTER_PATH, '{"title":"no message"}')).status).toBe(200);
    expect(sent[0]!.group).toBe(router.id);
    expect(JSON.parse(sent[0]!.body)).toMatchObject({
      integration_key: router.integration_key,
      account: router.account,
      body: { title: 'no message' },
    });
  });

  it('refuses what is no JSON, and sends it along to be listed with the router', async () => {
    const { post, sent } = world({ entry: routerEntryOf(router) });
    expect((await post(ROUTER_PATH, 'boom')).status).toBe(400);
    expect(JSON.parse(sent[0]!.body)).toMatchObject({ integration: router.id, body: 'boom' });
  });

  it.each([
    ['at the legacy route', `/api/events/${router.integration_key}/`, router],
    ['under an integration’s URL', ROUTER_PATH.replace('router', 'generic'), router],
    ['under another account', ROUTER_PATH.replace(router.account, 'zz9zz'), router],
    ['when it is disabled', ROUTER_PATH, aRouter({ is_enabled: false })],
  ])('answers 404 %s', async (_, path, entry) => {
    const { post, sent } = world({ entry: routerEntryOf(entry) });
    expect(await post(path)).toMatchObject({ status: 404, json: { detail: 'Not Found.' } });
    expect(sent).toEqual([]);
  });
});

describe('limits of an integration', () => {
  it('answer 429 when to come again, and queue nothing, not even to be listed as refused', async () => {
    const asked: string[] = [];
    const limiter: RateLimiter = {
      take: (key) => {
        asked.push(key);
        return { ok: false, retryAfterSeconds: 7 };
      },
    };
    const { post, sent } = world({ limiter });
    for (const body of [ALERT, 'boom']) {
      expect(await post(PATH, body)).toMatchObject({
        status: 429,
        headers: { 'retry-after': '7' },
        json: { detail: 'Request was throttled. Expected available in 7 seconds.' },
      });
    }
    expect(sent).toEqual([]);
    expect(asked).toEqual([integration.id, integration.id]);
  });

  it('are not asked for keys that lead nowhere', async () => {
    const limiter: RateLimiter = {
      take: () => {
        throw new Error('Nobody’s key has no bucket.');
      },
    };
    expect((await world({ entry: null, limiter }).post(PATH)).status).toBe(404);
  });
});
