import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sample from '../fixtures/outgoing-webhook.json';
import type { JsonObject } from '../../core/contracts/json';
import { eventually } from '../support/eventually';
import { call, JSON_TYPE, postJson } from '../support/http-client';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { shapeOf } from '../support/shape';
import { startTocsin, type Tocsin } from '../support/tocsin';
import { parse } from '../support/tocsin-client';

/** What the README shows a newcomer, by the same routes. */
let tocsin: Tocsin;
let receiver: WebhookReceiver;
beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startWebhookReceiver()]);
});
afterAll(async () => {
  await Promise.all([tocsin.close(), receiver.close()]);
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** URL and body of the curl command that the start prints. */
function printedCurl(output: string): { readonly url: string; readonly body: string } {
  const [, url, body] = /curl -X POST (\S+) -H 'Content-Type: application\/json' -d '([^']*)'/.exec(output) ?? [];
  if (url === undefined || body === undefined) throw new Error(`No curl is printed:\n${output}`);
  return { url, body };
}

describe('the printed curl', () => {
  it.each(['with', 'without'])('is answered with success and a trace id, %s the trailing slash', async (slash) => {
    const { url, body } = printedCurl(tocsin.runner.output());
    const target = slash === 'with' ? url : url.replace(/\/$/, '');
    const reply = await call(target, { method: 'POST', headers: JSON_TYPE, body });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toEqual({ message: 'success', trace_id: expect.stringMatching(UUID) });
  });

  it('names the demo integration of endpoints.json', () => {
    expect(printedCurl(tocsin.runner.output()).url).toBe(tocsin.client.target.demo.integration_url);
  });
});

describe('the status of an alert', () => {
  it('is queued, then completed with its incident, in exactly the forms of the guide', async () => {
    const { client } = tocsin;
    const traceId = await client.sendAlert({ message: 'Status', alert_type: 'critical', entity_id: 'tour/status' });
    const seen: JsonObject[] = [];
    await eventually({ what: 'the alert is completed', pauseMs: 1 }, async () => {
      const status = parse(await client.status(traceId), 200);
      seen.push(status);
      return status['status'] === 'completed';
    });
    const completed = seen.pop()!;
    for (const before of seen) expect(before).toEqual({ status: 'queued' });
    expect(shapeOf(completed)).toEqual(
      shapeOf({
        incident: { incident_number: 2524, unique_id: 'cNasg9C4yzNpronzUUUdKR' },
        alert: 'U239RyRi7rySuJKb3FcKXE',
        integration: { name: 'Generic' },
        status: 'completed',
        is_incident_created: false,
        suppressed: false,
      }),
    );
    expect(completed).toMatchObject({ is_incident_created: true, suppressed: false });
  });

  it('is failed with a reason, and nothing else, for an alert whose integration was switched off behind it', async () => {
    const { client } = tocsin;
    const { team, service } = client.target.demo;
    const list = `/api/account/teams/${team}/services/${service}/integrations/`;
    const generic = (await client.read<{ unique_id: string; extension: string }[]>('/api/account/applications/')).find(
      ({ extension }) => extension === 'generic',
    );
    // Intake remembers an integration for some seconds, so an alert can slip in right after it was switched off. Should
    // this machine be slower than that, another integration gets another chance.
    const failed = await eventually({ what: 'an alert slips in' }, async () => {
      const made = await client.send(
        'POST',
        list,
        { name: 'Brief', summary: 'Brief', application: generic?.unique_id },
        201,
      );
      const url = made['webhook_url'] as string;
      await postJson(url, { message: '' });
      await client.send('PATCH', `${list}${made['unique_id'] as string}/`, { is_enabled: false });
      const reply = await postJson(url, { message: 'Too late', alert_type: 'critical' });
      if (reply.status !== 200) return undefined;
      const traceId = parse(reply, 200)['trace_id'] as string;
      await client.terminalStatus(traceId);
      return parse(await client.status(traceId), 200);
    });
    expect(failed).toEqual({ status: 'failed', error: 'The integration is disabled.' });
  });

  it('says for an alert that joins an open incident that it created none', async () => {
    const { client } = tocsin;
    const alert = { message: 'Again', alert_type: 'critical', entity_id: 'tour/again' };
    const first = await client.alert(alert);
    const second = await client.alert(alert);
    expect(second.incident).toEqual(first.incident);
    expect([first.is_incident_created, second.is_incident_created]).toEqual([true, false]);
  });
});

describe('an incident', () => {
  it('is found by its number and by its unique id, and follows acknowledged and resolved', async () => {
    const { client } = tocsin;
    const send = (alert_type: string) => client.alert({ message: 'Disk', alert_type, entity_id: 'tour/incident' });
    const { incident } = await send('critical');
    const read = (): Promise<JsonObject> => client.read(`/api/incidents/${incident!.unique_id}/`);
    const triggered = await read();
    expect(triggered).toMatchObject({ ...incident, title: 'Disk', status: 1, acknowledged_date: null });
    expect(await client.read(`/api/incidents/${incident!.incident_number}/`)).toEqual(triggered);
    await send('Acknowledged');
    const acknowledged = await read();
    expect(acknowledged).toMatchObject({ status: 2, resolved_date: null });
    await send('RESOLVED');
    const resolved = await read();
    expect(resolved).toMatchObject({ status: 3, acknowledged_date: acknowledged['acknowledged_date'] });
    expect(shapeOf([acknowledged['acknowledged_date']!, resolved['resolved_date']!])).toEqual(['date', 'date']);
    const next = await send('critical');
    expect(next).toMatchObject({ is_incident_created: true });
    expect(next.incident!.incident_number).toBeGreaterThan(incident!.incident_number);
  });

  it('is one for the number 12345 and the text "12345" as entity id', async () => {
    const first = await tocsin.client.alert({ message: 'Number', alert_type: 'critical', entity_id: 54321 });
    const second = await tocsin.client.alert({ message: 'Text', alert_type: 'critical', entity_id: '54321' });
    expect(second.incident).toEqual(first.incident);
  });

  it('is not shown without a token', async () => {
    const { incident } = await tocsin.client.alert({ message: 'Secret', alert_type: 'critical' });
    const reply = await call(`${tocsin.client.target.url}/api/incidents/${incident!.incident_number}/`);
    expect([reply.status, JSON.parse(reply.text)]).toEqual([403, { error: 'Invalid or Inactive Token' }]);
  });
});

describe('a webhook', () => {
  it('tells of triggered, acknowledged and resolved in order, in exactly the form of the documentation', async () => {
    const { client } = tocsin;
    const made = await client.makeWebhook('the tour', receiver.url);
    expect(made.configuration).toMatchObject({ url: receiver.url, timeout_seconds: 3, auth: { type: 'none' } });
    expect(await client.read(`${made.path}configuration/`)).toMatchObject({ url: receiver.url });
    const title = 'Free disk space is less than 20% on volume sdx-03';
    const mine = () => receiver.webhooks.filter((webhook) => webhook.title === title);
    for (const alert_type of ['critical', 'acknowledged', 'resolved']) {
      await client.alert({ message: title, summary: 'Linux 008', alert_type, entity_id: 'tour/webhook' });
    }
    await eventually({ what: 'three webhooks' }, () => mine().length >= 3);

    const webhooks = mine();
    expect(webhooks.map(({ type, sequence, attempt }) => [type, sequence, attempt])).toEqual([
      ['triggered', 1, 1],
      ['acknowledged', 2, 1],
      ['resolved', 3, 1],
    ]);
    expect(new Set(webhooks.map(({ id }) => id)).size).toBe(3);
    expect(webhooks.map(({ incident }) => incident['status'])).toEqual([1, 2, 3]);
    expect(webhooks.map(({ headers }) => headers['content-type'])).toEqual(Array(3).fill('application/json'));
    const body = JSON.parse(webhooks[2]!.text) as JsonObject;
    expect(shapeOf(body)).toEqual(shapeOf(expectedSample()));
    // Python's json.dumps: what receivers of the hosted product recompute.
    expect(webhooks[2]!.text).toContain('{"payload": {"event_type": "resolved", "incident": {"summary": "Linux 008", ');
    await expectDelivered(
      made.path,
      webhooks.map(({ id }) => id),
    );
  });
});

/** The documentation's sample with what a service without priority, template and SLA has in their place. */
function expectedSample(): JsonObject {
  const { payload } = structuredClone(sample);
  const service = { ...payload.incident.service, team_priority: null, task_template: null, sla: null };
  return { payload: { ...payload, incident: { ...payload.incident, service } } };
}

interface DeliveryRow {
  readonly id: string;
  readonly status: string;
  readonly event_type: string;
  readonly attempts: readonly JsonObject[];
}

/** The list of deliveries says the same as the receiver, newest first. */
async function expectDelivered(path: string, ids: readonly string[]): Promise<void> {
  const { results } = await eventually({ what: 'the deliveries are recorded' }, async () => {
    const page = await tocsin.client.read<{ readonly results: readonly DeliveryRow[] }>(
      `${path}deliveries/?page_size=100`,
    );
    const known = page.results.filter(({ id, status }) => ids.includes(id) && status === 'delivered');
    return known.length === ids.length && page;
  });
  const mine = results.filter(({ id }) => ids.includes(id));
  expect(mine.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(mine.map(({ event_type }) => event_type)).toEqual(['resolved', 'acknowledged', 'triggered']);
  for (const { attempts } of mine) {
    expect(attempts).toEqual([
      expect.objectContaining({ number: 1, status_code: 200, error: null, response: 'answered 200' }),
    ]);
  }
}
