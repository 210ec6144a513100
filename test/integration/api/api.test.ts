import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createIntegrationKeys } from '../../../adapters/dynamodb/integration-keys';
import type { Table } from '../../../adapters/dynamodb/table';
import { APPLICATIONS } from '../../../core/contracts/applications';
import type { DeliveryMessage } from '../../../core/contracts/delivery';
import type { BootstrapResponse } from '../../../core/contracts/environment';
import { encodeShortUuid } from '../../../core/domain/short-uuid';
import type { ApiDeps } from '../../../core/usecases/api/deps';
import type { JsonObject } from '../../../core/contracts/json';
import { client } from '../../support/builders/api-world';
import { intakeOf } from '../../support/builders/intake';
import { startRealApi, type RealApi } from '../../support/real-api';

/** The real handler over a real table: what fakes can't tell is whether what was written is read back. */

let api: RealApi;
let table: Table;
let deps: ApiDeps;
let handler: RealApi['handler'];

beforeAll(async () => {
  api = await startRealApi({
    send: () => Promise.reject(new Error('Nothing is sent here.')),
    askToRelease: () => Promise.reject(new Error('Nothing is released here.')),
  });
  ({ table, deps, handler } = api);
});

afterAll(() => api.stop());

const CRITICAL = { alert_type: 'critical', summary: '' } as const;

type Demo = NonNullable<BootstrapResponse['demo']>;

/** The account with its demo, and a client that may do everything. */
async function start() {
  const made = (await handler({ action: 'bootstrap', demo: true })) as BootstrapResponse;
  const demo = made.demo as Demo;
  const service = `/api/account/teams/${demo.team}/services/${demo.service}/`;
  return { ...made, demo, api: client(handler, made.api_token), service, integrations: `${service}integrations/` };
}

/** A team of its own with a service in it; the paths of both. */
async function makeService(api: ReturnType<typeof client>): Promise<{ readonly team: string; readonly path: string }> {
  const made = await api('POST', '/api/account/teams/', { body: { name: 'Short-lived' } });
  const team = `/api/account/teams/${(made.body as { unique_id: string }).unique_id}/`;
  const [policy] = (await api('GET', `${team}escalation_policies/`)).body as readonly { unique_id: string }[];
  const body = { name: 'Shop', escalation_policy: policy!.unique_id };
  const service = await api('POST', `${team}services/`, { body });
  return { team, path: `${team}services/${(service.body as { unique_id: string }).unique_id}/` };
}

/** Takes an alert as ingest would and processes it as process would; gives its trace id. */
function post(account: string, integrationPath: string, body: Readonly<Record<string, string>>): Promise<string> {
  return intakeOf(deps)(body, { account, integration_key: integrationPath.split('/')[4] ?? '' });
}

describe('the api over a real table', () => {
  it('makes one account and one demo, also when asked twice at once', async () => {
    const made = await Promise.allSettled([start(), start(), start()]);
    const done = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const last = await start();
    expect(done.length).toBeGreaterThan(0);
    for (const { account, demo } of done) expect({ account, demo }).toEqual({ account: last.account, demo: last.demo });
    expect((await last.api('GET', '/api/account/teams/')).body).toContainEqual(
      expect.objectContaining({ unique_id: last.demo.team, name: 'Demo team' }),
    );
  });

  it('reads back what it wrote, from team to integration', async () => {
    const { api } = await start();
    const team = (await api('POST', '/api/account/teams/', { body: { name: 'Ünïted' } })).body as { unique_id: string };
    const path = `/api/account/teams/${team.unique_id}/`;
    expect((await api('GET', path)).body).toEqual(team);
    const [policy] = (await api('GET', `${path}escalation_policies/`)).body as readonly { unique_id: string }[];
    const body = { name: 'Shop', escalation_policy: policy!.unique_id };
    const service = (await api('POST', `${path}services/`, { body })).body as { unique_id: string };
    expect((await api('GET', `${path}services/`)).body).toEqual([service]);
    const integrations = `${path}services/${service.unique_id}/integrations/`;
    const generic = { name: 'Monitor', summary: 'Of the shop', application: APPLICATIONS.generic.unique_id };
    const made = (await api('POST', integrations, { body: generic })).body as Record<string, string>;
    const one = `${integrations}${made['unique_id']}/`;
    expect((await api('GET', one)).body).toEqual(made);
    expect((await api('GET', integrations)).body).toEqual([made]);
    await api('PATCH', one, { body: { is_enabled: false } });
    expect((await api('GET', one)).body).toEqual({ ...made, is_enabled: false });
    expect(await createIntegrationKeys(table).find(made['integration_key']!)).toMatchObject({ is_enabled: false });
    expect((await api('DELETE', one)).status).toBe(204);
    expect((await api('GET', one)).status).toBe(404);
    expect(await createIntegrationKeys(table).find(made['integration_key']!)).toBeNull();
  });

  it('answers changes of one integration that come at once without an error of ours', async () => {
    const { api, integrations } = await start();
    const generic = { name: 'Monitor', summary: 'x', application: APPLICATIONS.generic.unique_id };
    const { unique_id } = (await api('POST', integrations, { body: generic })).body as { unique_id: string };
    const changes = Array.from({ length: 8 }, (_, i) =>
      api('PATCH', `${integrations}${unique_id}/`, { body: { name: `Monitor ${i}` } }),
    );
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  });

  it('loses no change of one service, however many come at once', async () => {
    const { api } = await start();
    const { path } = await makeService(api);
    const changes = [{ name: 'Shop' }, { summary: 'S' }, { description: 'D' }, { auto_resolve_timeout: 60 }];
    const answers = await Promise.all(changes.map((body) => api('PATCH', path, { body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await api('GET', path)).body).toMatchObject(Object.assign({}, ...changes) as object);
  });

  it('leaves nothing that takes alerts of a service that is deleted while integrations are made in it', async () => {
    const { api } = await start();
    const { path } = await makeService(api);
    const generic = { name: 'Monitor', summary: 'x', application: APPLICATIONS.generic.unique_id };
    const make = () => api('POST', `${path}integrations/`, { body: generic });
    await make();
    const [deleted, ...made] = await Promise.all([api('DELETE', path), make(), make(), make()]);
    // A writer that kept losing is told so, and asks again.
    expect((deleted.status === 409 ? await api('DELETE', path) : deleted).status).toBe(204);
    for (const { body, status } of made) {
      expect([201, 404, 409]).toContain(status);
      const key = (body as { integration_key?: string }).integration_key ?? randomUUID();
      expect(await createIntegrationKeys(table).find(key)).toBeNull();
    }
    expect((await api('GET', path)).status).toBe(404);
  });

  it('fails what waits for an integration whose key is regenerated or whose team is gone; incidents stay', async () => {
    const { api, account } = await start();
    const { path, team } = await makeService(api);
    const generic = { name: 'Monitor', summary: 'x', application: APPLICATIONS.generic.unique_id };
    const made = (await api('POST', `${path}integrations/`, { body: generic })).body as Record<string, string>;
    const intake = new URL(made['webhook_url']!).pathname;
    const alert = { alert_type: 'critical', message: 'Disk is full', entity_id: 'disk' };
    const statusOf = async (id: string) => (await client(handler)('GET', `/api/alert/status/${id}/`)).body;
    const opened = (await statusOf(await post(account, intake, alert))) as { incident: { unique_id: string } };
    const body = { integration_unique_id: made['unique_id']! };
    const renewed = await api('POST', '/api/account/regenerate_integration_key/', { body });
    const gone = { status: 'failed', error: expect.stringContaining('does not exist any more') };
    expect(await statusOf(await post(account, intake, alert))).toMatchObject(gone);
    expect((await api('DELETE', team)).status).toBe(204);
    const fresh = new URL((renewed.body as Record<string, string>)['webhook_url']!).pathname;
    expect(await statusOf(await post(account, fresh, alert))).toMatchObject(gone);
    expect(await api('GET', `/api/incidents/${opened.incident.unique_id}/`)).toMatchObject({
      status: 200,
      body: { title: 'Disk is full', service_object: { name: '(deleted)', acknowledgement_timeout_enabled: false } },
    });
  });

  it('collates the alerts of a service, through whichever of its integrations they came', async () => {
    const { account, api, demo } = await start();
    const services = `/api/account/teams/${demo.team}/services/`;
    const { escalation_policy } = (await api('GET', `${services}${demo.service}/`)).body as JsonObject;
    const body = { name: 'Collating', escalation_policy: escalation_policy ?? '', collation: 3, collation_time: 1 };
    const { unique_id: service } = (await api('POST', services, { body })).body as { readonly unique_id: string };
    const policy = { match_fields: { static_fields: ['incident_title'], custom_fields: [] }, time_window: 5 };
    expect(await api('POST', `${services}${service}/alert-grouping-policies/`, { body: policy })).toMatchObject({
      status: 201,
    });
    const paths = [];
    for (const name of ['one', 'other']) {
      const generic = { name, summary: 'x', application: APPLICATIONS.generic.unique_id };
      const made = (await api('POST', `${services}${service}/integrations/`, { body: generic })).body as JsonObject;
      paths.push(new URL(made['webhook_url'] as string).pathname);
    }
    const traces = [];
    for (const [index, path] of [...paths, ...paths].entries())
      traces.push(await post(account, path, { ...CRITICAL, message: 'Disk is full', entity_id: `e${index}` }));
    const [incident, ...others] = await Promise.all(
      traces.map(async (trace) => {
        const { body: status } = await api('GET', `/api/alert/status/${trace}/`);
        return (status as { readonly incident: { readonly incident_number: number } }).incident.incident_number;
      }),
    );
    expect(others).toEqual([incident, incident, incident]);
    const { results } = (await api('GET', `/api/incidents/${incident}/alerts/`)).body as {
      readonly results: readonly { readonly integration_object: { readonly name: string } }[];
    };
    expect(results.map(({ integration_object: { name } }) => name)).toEqual(['other', 'one', 'other', 'one']);
  });

  it('takes an alert from its status to its incident, as the seed’s script does', async () => {
    const { account, demo, api } = await start();
    const alert = {
      alert_type: 'critical',
      message: 'Disk is full',
      summary: '/var',
      entity_id: `disk ${randomBytes(4).toString('hex')}`,
    };
    const traces = [
      await post(account, demo.integration_path, alert),
      await post(account, demo.integration_path, alert),
    ];
    const statuses = await Promise.all(traces.map((id) => client(handler)('GET', `/api/alert/status/${id}/`)));
    const [opened, joined] = statuses.map(
      ({ body }) => body as { incident: { unique_id: string; incident_number: number } },
    );
    expect(opened).toMatchObject({
      status: 'completed',
      is_incident_created: true,
      integration: { name: 'Demo integration' },
    });
    expect(joined).toMatchObject({ is_incident_created: false, incident: opened!.incident });
    const { unique_id, incident_number } = opened!.incident;
    const byId = await api('GET', `/api/incidents/${unique_id}/`);
    expect(byId).toMatchObject({
      status: 200,
      body: { title: 'Disk is full', summary: '/var', status: 1, incident_number },
    });
    expect((await api('GET', `/api/incidents/${incident_number}`)).body).toEqual(byId.body);
    const alerts = await api('GET', `/api/incidents/${incident_number}/alerts/?page_size=1`);
    expect(alerts.body).toMatchObject({
      count: 2,
      previous: null,
      results: [{ message: 'Disk is full', alert_type: '3', incident: incident_number }],
    });
    const { next } = alerts.body as { next: string };
    const { pathname, search } = new URL(next);
    expect((await api('GET', pathname + search)).body).toMatchObject({
      next: null,
      results: [{ incident_created: true }],
    });
  });

  it('keeps the configuration of an endpoint with its credentials sealed, and pages its deliveries', async () => {
    const { api, account, demo, integrations } = await start();
    const outgoing = { name: 'Chat', summary: 'Tells chat', application: APPLICATIONS.outgoingWebhooks.unique_id };
    const { unique_id } = (await api('POST', integrations, { body: outgoing })).body as { unique_id: string };
    const path = `${integrations}${unique_id}/`;
    const hook = { url: 'https://example.com/hook', auth: { type: 'basic', username: 'u', password: 'very secret' } };
    expect((await api('PUT', `${path}configuration/`, { body: hook })).status).toBe(200);
    expect((await api('GET', `${path}configuration/`)).body).toMatchObject({
      url: hook.url,
      auth: { password: { set: true } },
    });
    for (let i = 0; i < 5; i++) await record({ account, service: demo.service, integration: unique_id }, i);
    const seen: unknown[] = [];
    let link: string | null = `http://x${path}deliveries/?page_size=2`;
    while (link !== null) {
      const { pathname, search }: URL = new URL(link);
      const page = (await api('GET', pathname + search)).body as {
        next: string | null;
        results: { sequence: number }[];
      };
      seen.push(...page.results.map(({ sequence }) => sequence));
      link = page.next;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it('answers ids and cursors that are nonsense or too long for a key without an error of ours', async () => {
    const { api, integrations } = await start();
    const long = 'x'.repeat(4_000);
    const wanted = [
      `/api/incidents/${long}/`,
      `/api/account/teams/${long}/`,
      `${integrations}${long}/`,
      '/api/incidents/0/',
    ];
    for (const path of wanted) expect((await api('GET', path)).status).toBe(404);
    expect((await api('GET', `/api/incidents/${'9'.repeat(13)}/`)).status).toBe(404);
    expect((await api('GET', `/api/incidents/${String(2 ** 40 - 1)}/`)).status).toBe(404);
  });
});

async function record(of: Pick<DeliveryMessage, 'account' | 'service' | 'integration'>, index: number): Promise<void> {
  const transition_at = deps.clock();
  const message: DeliveryMessage = {
    ...{ v: 1, ...of, type: 'triggered', sequence: index + 1, transition_at, body: '{}' },
    ...{
      id: encodeShortUuid(BigInt(transition_at) << 76n),
      incident: { incident_number: 1, unique_id: 'x'.repeat(22) },
    },
  };
  await deps.deliveries.record(message, null, { status: 'pending', next_attempt_at: null, reason: null });
}
