import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BootstrapResponse } from '../../../core/contracts/environment';
import type { Json } from '../../../core/contracts/json';
import type { ApiDeps } from '../../../core/usecases/api/deps';
import { client } from '../../support/builders/api-world';
import { intakeOf } from '../../support/builders/intake';
import { startRealApi, type RealApi } from '../../support/real-api';
import { MemoryDeliveriesQueue } from '../../support/fakes/memory-deliveries-queue';

/** What authors set by the API, and what processing makes of it, over one real table. */

let api: RealApi;
let deps: ApiDeps;
let handler: RealApi['handler'];

beforeAll(async () => {
  api = await startRealApi(new MemoryDeliveriesQueue());
  ({ deps, handler } = api);
});

afterAll(() => api.stop());

const MAPPING = {
  enabled: true,
  for_each: 'payload.alerts',
  blocks: [
    {
      set: {
        message: '{{item.title}}',
        entity_id: '{{payload.host}}-{{item.id}}',
        alert_type: { key: 'item.state', values: { Open: 'critical', Closed: 'resolved' }, default: 'info' },
      },
    },
    {
      when: { all: [{ field: 'payload.host', op: 'contains', value: 'prod' }] },
      set: { summary: 'On {{payload.host}}' },
    },
  ],
} as const;

const RULE = {
  description: 'Shout about disks',
  conditions_tree: { all: [{ field: 'message', op: 'contains', value: 'disk' }] },
  actions: [
    { action_type: 8, value: 'DISK: {{message}}' },
    { action_type: 7, value: 'low' },
  ],
} as const;

async function start() {
  const { account, api_token, demo } = (await handler({ action: 'bootstrap', demo: true })) as BootstrapResponse;
  const api = client(handler, api_token);
  const { team, service, integration, integration_path } = demo as NonNullable<BootstrapResponse['demo']>;
  const path = `/api/account/teams/${team}/services/${service}/integrations/${integration}/`;
  const intake = intakeOf(deps);
  const post = (body: Json) => intake(body, { account, integration_key: integration_path.split('/')[4] ?? '' });
  return { api, path, post, team, service };
}

interface Shown {
  readonly alert: Readonly<Record<string, unknown>>;
  readonly effect: string;
  readonly explain: unknown;
}
interface RequestStatus {
  readonly status: string;
  readonly alerts: readonly { readonly trace_id: string; readonly incident: unknown }[];
}

describe('mapping and rules over a real table', () => {
  it('previews exactly what is then stored, explained and shown', async () => {
    const { api, path, post } = await start();
    expect((await api('PUT', `${path}configuration/`, { body: { custom_mapping: MAPPING } })).status).toBe(200);
    expect((await api('GET', `${path}configuration/`)).body).toEqual({ custom_mapping: MAPPING });
    expect((await api('POST', `${path}transformers/`, { body: RULE })).status).toBe(201);
    const host = `prod-${randomBytes(4).toString('hex')}`;
    const payload = {
      host,
      alerts: [
        { id: 1, title: 'disk full', state: 'Open' },
        { id: 2, title: 'fan slow', state: 'open' },
        { id: 1, title: 'disk fine', state: 'Closed' },
        { id: 3, title: '' },
      ],
    };
    const previewed = (await api('POST', `${path}preview/`, { body: { payload } })).body as { alerts: Shown[] };
    const effects = previewed.alerts.map(({ effect }) => effect);
    expect(effects).toEqual(['creates_incident', 'creates_incident', 'resolves', 'failed']);

    const request = await post(payload);
    const status = (await client(handler)('GET', `/api/alert/status/${request}/`)).body as RequestStatus;
    expect(status).toMatchObject({ status: 'completed', count: 4, is_incident_created: true });
    expect(status.alerts[2]!.incident).toEqual(status.alerts[0]!.incident);
    for (const [index, { trace_id }] of status.alerts.entries()) {
      const explained = (await api('GET', `/api/alert/status/${trace_id}/explain/`)).body as Shown;
      const shown = previewed.alerts[index]!;
      expect(explained.explain).toEqual(shown.explain);
      const stored = await deps.alerts.find(trace_id);
      expect(stored?.alert ?? null).toEqual(shown.alert);
      // What is explained is what is stored, beside the id it is known by.
      expect({ ...explained.alert, unique_id: null }).toEqual({ ...stored?.alert, unique_id: null });
    }
    expect(previewed.alerts[0]!.alert).toMatchObject({ message: 'DISK: disk full', summary: `On ${host}` });
    const incident = status.alerts[0]!.incident as { unique_id: string };
    expect((await api('GET', `/api/incidents/${incident.unique_id}/`)).body).toMatchObject({ status: 3, urgency: 0 });
  });

  it('lists what failed, page by page', async () => {
    const { api, path, post } = await start();
    await api('PUT', `${path}configuration/`, { body: { custom_mapping: MAPPING } });
    for (const host of ['a', 'b', 'c']) await post({ host, alerts: 'none' });
    const first = await api('GET', `${path}errors/?page_size=2`);
    const { next, results } = first.body as { next: string; results: unknown[] };
    expect(results).toMatchObject([{ kind: 'failed', body: { host: 'c' } }, { body: { host: 'b' } }]);
    const { pathname, search } = new URL(next);
    const second = (await api('GET', pathname + search)).body as { results: unknown[] };
    expect(second.results[0]).toMatchObject({ body: { host: 'a' }, reason: expect.stringContaining('alerts') });
    const foreign = Buffer.from('9'.repeat(16) + '#x').toString('base64url');
    expect((await api('GET', `${path}errors/?cursor=${foreign}`)).status).toBe(200);
  });

  it('fails the alerts of a service under maintenance until the window is deleted', async () => {
    const { api, path, post, team, service } = await start();
    await api('PUT', `${path}configuration/`, { body: { custom_mapping: null } });
    const at = (offset: number): string => new Date(Date.now() + offset).toISOString();
    const window = { name: 'x', start_time: at(-60_000), end_time: at(600_000), services: [{ service }] };
    const windows = `/api/account/teams/${team}/maintenance/`;
    const made = await api('POST', windows, { body: window });
    expect((await api('GET', windows)).body).toContainEqual(made.body);
    const statusOf = async (id: string) => (await client(handler)('GET', `/api/alert/status/${id}/`)).body;
    expect(await statusOf(await post({ message: 'x' }))).toEqual({
      status: 'failed',
      error: 'Your service is under maintenance',
    });
    expect((await api('DELETE', `${windows}${(made.body as { unique_id: string }).unique_id}/`)).status).toBe(204);
    expect(await statusOf(await post({ message: 'x' }))).toMatchObject({ status: 'completed' });
  });

  it('keeps a rule as it was changed, until it is deleted', async () => {
    const { api, path } = await start();
    const made = (await api('POST', `${path}transformers/`, { body: RULE })).body as { unique_id: string };
    const one = `${path}transformers/${made.unique_id}/`;
    const changed = (await api('PATCH', one, { body: { stop: true } })).body;
    expect((await api('GET', one)).body).toEqual(changed);
    expect((await api('DELETE', one)).status).toBe(204);
    expect((await api('GET', one)).status).toBe(404);
  });
});
