import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../core/contracts/json';
import { eventually } from '../support/eventually';
import { call, JSON_TYPE, postJson } from '../support/http-client';
import { startTocsin, type Tocsin } from '../support/tocsin';
import { parse } from '../support/tocsin-client';

let tocsin: Tocsin;
beforeAll(async () => {
  tocsin = await startTocsin();
});
afterAll(() => tocsin.close());

const MIB = 1024 * 1024;
const integrationUrl = (): string => tocsin.client.target.demo.integration_url;
/** Legacy route of the same integration: its key is the last part of the URL. */
const legacyUrl = (): string => `${tocsin.client.target.url}/api/events/${integrationUrl().split('/').at(-2) ?? ''}/`;
const post = (body: string | Buffer) => call(integrationUrl(), { method: 'POST', headers: JSON_TYPE, body });

describe('a body that is no alert', () => {
  it.each([
    ['is no JSON', '{"message": "half', 'The body is not JSON'],
    ['is no object', '["message"]', 'A JSON object was expected.'],
    ['is empty', '', 'The body is empty'],
    ['is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'not valid UTF-8'],
    ['nests too deep', `{"message": "m", "payload": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nests deeper than'],
    ['has no message', '{"alert_type": "critical"}', 'message: Required'],
    ['has an alert type of its own', '{"message": "m", "alert_type": "panic"}', 'alert_type: One of'],
  ])('is refused with 400 and the reason when it %s', async (_, body, reason) => {
    const reply = await post(body);
    expect(reply.status).toBe(400);
    const { error, errors } = JSON.parse(reply.text) as { error: string; errors: readonly JsonObject[] };
    expect(error).toContain('This request can not be processed.');
    expect(error).toContain(reason);
    expect(errors.length).toBeGreaterThan(0);
  });

  it('says which field is wrong', async () => {
    const { errors } = JSON.parse((await post('{"message": ["m"], "urls": [{"link_text": "t"}]}')).text) as JsonObject;
    expect((errors as readonly JsonObject[]).map(({ path }) => path)).toEqual(['message', 'urls[0].link_url']);
  });

  it('is refused with 413 when it is just above what the queue takes', async () => {
    const reply = await post(JSON.stringify({ message: 'm', payload: 'x'.repeat(MIB) }));
    expect(reply.status).toBe(413);
    expect((JSON.parse(reply.text) as JsonObject)['error']).toContain('too large');
  });

  it('is refused with 413 when it is above what the gateway takes', async () => {
    const reply = await post(JSON.stringify({ message: 'm', payload: 'x'.repeat(10 * MIB) }));
    expect(reply.status).toBe(413);
  });
});

describe('an unusual alert', () => {
  it('of almost 1 MiB is taken whole and shown whole', async () => {
    const payload = { text: 'x\n€'.repeat(170_000) };
    const { incident, alert } = await tocsin.client.alert({ message: 'Large', alert_type: 'critical', payload });
    const { results } = await tocsin.client.read<{ readonly results: readonly JsonObject[] }>(
      `/api/incidents/${incident!.unique_id}/alerts/`,
    );
    expect(results.map(({ unique_id }) => unique_id)).toEqual([alert]);
    // Not toEqual: a difference of a megabyte is nothing to print.
    expect(JSON.stringify(results[0]!['payload']) === JSON.stringify(payload)).toBe(true);
  });

  it('with references to things that do not exist is taken, and they are ignored', async () => {
    const unknown = randomUUID();
    const end = await tocsin.client.alert({
      message: 'References',
      alert_type: 'critical',
      sla: unknown,
      escalation_policy: unknown,
      priority: unknown,
      tags: [unknown],
      stakeholders: { users: ['nobody'], teams: [unknown], emails: ['a@example.com'] },
      stakeholders_comms: { subject: 's', body: 'b', timezone: 'UTC' },
    });
    expect(end).toMatchObject({ status: 'completed', is_incident_created: true });
  });

  it('that is suppressed is kept and opens nothing', async () => {
    const end = await tocsin.client.alert({ message: 'Quiet', alert_type: 'critical', suppressed: true });
    expect(end).toMatchObject({ status: 'completed', incident: null, is_incident_created: false, suppressed: true });
  });

  it('of type info, the default, opens nothing', async () => {
    const end = await tocsin.client.alert({ message: 'For the record' });
    expect(end).toMatchObject({ status: 'completed', incident: null, is_incident_created: false });
  });

  it.each([
    ['without a content type', {}],
    ['as text/plain, as Amazon SNS sends it,', { 'content-type': 'text/plain; charset=UTF-8' }],
  ])('%s is taken', async (_, headers) => {
    const body = '{"message": "Plain", "alert_type": "critical", "entity_id": "ü"}';
    const reply = await call(integrationUrl(), { method: 'POST', headers, body });
    const { trace_id: traceId } = parse<{ readonly trace_id: string }>(reply, 200);
    expect((await tocsin.client.terminalStatus(traceId)).status).toBe('completed');
  });
});

describe('an address that is not there', () => {
  it.each([
    ['an integration key nobody has', () => integrationUrl().replace(/[^/]+\/$/, `${randomUUID()}/`)],
    ["another account's integration", () => integrationUrl().replace(/\/integration\/\w+\//, '/integration/zzzzz/')],
    ['another kind of integration', () => integrationUrl().replace('/generic/', '/cloudwatch/')],
    ['the legacy route with a key nobody has', () => legacyUrl().replace(/[^/]+\/$/, `${randomUUID()}/`)],
  ])('is 404 for %s', async (_, url) => {
    const reply = await postJson(url(), { message: 'm' });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([404, { detail: 'Not Found.' }]);
  });

  it('is 404 for a GET of an integration URL, which the gateway does not know', async () => {
    expect((await call(integrationUrl())).status).toBe(404);
  });

  it('is 404 for an unknown path of the API', async () => {
    const reply = await tocsin.client.api('/api/nothing/here/');
    expect([reply.status, JSON.parse(reply.text)]).toEqual([404, { detail: 'Not Found.' }]);
  });

  it('is 405 with the methods it does know for another method', async () => {
    const reply = await tocsin.client.api('/api/account/applications/', { method: 'DELETE' });
    expect([reply.status, reply.headers['allow']]).toEqual([405, 'GET']);
  });

  it('is 404 for an incident nobody has', async () => {
    for (const id of ['999999', 'cNasg9C4yzNpronzUUUdKR', 'nonsense']) {
      expect((await tocsin.client.api(`/api/incidents/${id}/`)).status).toBe(404);
    }
  });
});

describe('the status of a trace id that is not ours', () => {
  it('is 404 for a random UUID', async () => {
    const reply = await tocsin.client.status(randomUUID());
    expect([reply.status, JSON.parse(reply.text)]).toEqual([404, { detail: 'Not Found.' }]);
  });

  it('is 404 for one with a changed digit, whichever it is', async () => {
    const traceId = await tocsin.client.sendAlert({ message: 'To be forged' });
    for (const { index, 0: digit } of traceId.matchAll(/[0-9a-f]/g)) {
      const forged = `${traceId.slice(0, index)}${digit === '0' ? '1' : '0'}${traceId.slice(index + 1)}`;
      expect([forged, (await tocsin.client.status(forged)).status]).toEqual([forged, 404]);
    }
    expect((await tocsin.client.status(traceId)).status).toBe(200);
  });
});

describe('the legacy route', () => {
  it('answers 201 with the alert, and the alert takes the same way', async () => {
    const body = { message: 'Legacy', alert_type: 'critical', entity_id: 12345, summary: 'By the older route' };
    const reply = await postJson(legacyUrl(), body);
    const alert = parse(reply, 201);
    expect(alert).toMatchObject({
      message: 'Legacy',
      summary: 'By the older route',
      entity_id: '12345',
      alert_type: '3',
      suppressed: false,
      incident_created: false,
    });
    const end = await tocsin.client.terminalStatus(alert['unique_id'] as string);
    expect(end).toMatchObject({ alert: alert['unique_id'], is_incident_created: true });
  });

  it('does so without the trailing slash and without a content type', async () => {
    const reply = await call(legacyUrl().replace(/\/$/, ''), { method: 'POST', body: '{"message": "Bare"}' });
    expect(reply.status).toBe(201);
  });
});

describe('an alert posted to a global router', () => {
  const ROUTERS = '/api/v2/account/events/router/';

  it('gets to the integration of the first ruleset that matches, or is listed as unrouted', async () => {
    const { client } = tocsin;
    const router = await client.send<Record<string, string>>('POST', ROUTERS, { name: 'Everything' }, 201);
    const path = `${ROUTERS}${router['unique_id']!}/`;
    const { integration } = client.target.demo;
    const url = `${client.target.url}/integration/${router['account_identifier']!}/router/${router['integration_key']!}/`;
    const actions = [{ action_type: 0, integration }];
    const conditions_tree = { field: '$.payload.team', op: 'equals', value: 'shop' };
    await client.send('POST', `${path}rulesets/`, { name: 'Shop', conditions_tree, actions }, 201);
    const postTo = async (body: JsonObject): Promise<string> =>
      parse<{ readonly trace_id: string }>(await postJson(url, body), 200).trace_id;

    const ours = await postTo({ message: 'Routed', alert_type: 'critical', payload: { team: 'shop' } });
    const ended = await client.terminalStatus(ours);
    expect(ended).toMatchObject({ status: 'completed', is_incident_created: true });
    expect(await client.read(`/api/alert/status/${ours}/explain/`)).toMatchObject({
      integration: { unique_id: integration },
      explain: [{ step: 'ruleset', name: 'Shop', matched: true }],
    });

    const nobodys = await postTo({ title: 'Not for anybody here' });
    expect(await client.terminalStatus(nobodys)).toMatchObject({ status: 'failed' });
    const { results } = await client.read<{ readonly results: readonly JsonObject[] }>(`${path}unrouted/`);
    expect(results).toMatchObject([{ kind: 'unrouted', trace_id: nobodys, body: { title: 'Not for anybody here' } }]);
  });
});

describe('incidents by the API', () => {
  interface Shown extends JsonObject {
    readonly incident_number: number;
    readonly status: number;
  }
  const page = (target: string) => tocsin.client.read<{ readonly results: readonly Shown[] }>(target);

  it('are listed, merged, and resolved with their parent; the children by what the running system does', async () => {
    const { client } = tocsin;
    const { incident } = await client.alert({ message: 'Child', alert_type: 'critical', entity_id: randomUUID() });
    const child = incident!.incident_number;
    const { service } = client.target.demo;
    const parent = await client.send<Shown>('POST', '/api/incidents/', { title: 'Parent', service }, 201);
    const open = await page('/api/incidents/?status=-1&page_size=2');
    expect(open.results.map(({ incident_number }) => incident_number)).toEqual([parent.incident_number, child]);

    await client.send('POST', `/api/incidents/${parent.incident_number}/merge/`, { incidents: [child] });
    await client.send('PATCH', `/api/incidents/${parent.incident_number}/`, { status: 3 });
    await eventually({ what: 'the child is resolved', deadlineMs: 60_000 }, async () => {
      const { status } = await client.read<Shown>(`/api/incidents/${child}/`);
      return status === 3;
    });
    const resolved = await page('/api/incidents/?status=3&page_size=2');
    expect(resolved.results.map(({ incident_number }) => incident_number)).toEqual([parent.incident_number, child]);
  });

  it('leave the alerts of an integration listed', async () => {
    const { team, service, integration_url } = tocsin.client.target.demo;
    const { alert } = await tocsin.client.alert({ message: 'Only told', alert_type: 'info' });
    const list = `/api/account/teams/${team}/services/${service}/integrations/`;
    const integrations =
      await tocsin.client.read<readonly { readonly unique_id: string; readonly integration_key: string }[]>(list);
    const own = integrations.find(({ integration_key }) => integration_url.includes(integration_key))!;
    const { results } = await page(`${list}${own.unique_id}/alerts/`);
    expect(results[0]).toMatchObject({ unique_id: alert, incident: null, message: 'Only told' });
  });
});
