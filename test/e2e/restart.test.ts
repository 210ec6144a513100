import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../core/contracts/applications';
import type { JsonObject } from '../../core/contracts/json';
import { eventually } from '../support/eventually';
import { postJson } from '../support/http-client';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { killEverything } from '../support/storm/kill-everything';
import { startTocsin, type Tocsin } from '../support/tocsin';
import { parse, TocsinClient, type WebhookIntegration } from '../support/tocsin-client';

let tocsin: Tocsin;
let receiver: WebhookReceiver;
let webhook: WebhookIntegration;
beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startWebhookReceiver()]);
  webhook = await tocsin.client.makeWebhook('before the restart', receiver.url);
});
afterAll(async () => {
  await Promise.all([tocsin.close(), receiver.close()]);
});

/** Webhooks whose incident has this title. */
const toldOf = (title: string) => receiver.webhooks.filter((each) => each.title === title);

/** What people can see of an alert, its incident, the endpoint and its delivery; links carry the port, so they are left out. */
async function everythingSeen(client: TocsinClient, traceId: string, incident: string): Promise<JsonObject> {
  const [status, shown, alerts, configuration, deliveries] = await Promise.all([
    client.status(traceId).then((reply) => parse(reply, 200)),
    client.read(`/api/incidents/${incident}/`),
    client.read(`/api/incidents/${incident}/alerts/`),
    client.read(`${webhook.path}configuration/`),
    client.read<{ readonly results: readonly { readonly incident: { readonly unique_id: string } }[] }>(
      `${webhook.path}deliveries/?page_size=100`,
    ),
  ]);
  const mine = deliveries.results.filter((each) => each.incident.unique_id === incident);
  return { status, shown, alerts, configuration, deliveries: mine };
}

async function openIncident(title: string, entity: string) {
  const alert = { message: title, alert_type: 'critical', entity_id: entity };
  const traceId = await tocsin.client.sendAlert(alert);
  const end = await tocsin.client.terminalStatus(traceId);
  await eventually({ what: 'the webhook' }, () => toldOf(title).length === 1);
  await eventually({ what: 'the delivery is recorded' }, async () => {
    const { results } = await tocsin.client.read<{ readonly results: readonly JsonObject[] }>(
      `${webhook.path}deliveries/?page_size=100&status=delivered`,
    );
    return results.some(({ id }) => id === toldOf(title)[0]?.id);
  });
  return { traceId, incident: end.incident! };
}

/** Opens an incident in a service of its own, which resolves it after so many seconds. */
async function openTimedIncident(title: string, seconds: number): Promise<void> {
  const { client } = tocsin;
  const services = `/api/account/teams/${client.target.demo.team}/services/`;
  const { escalation_policy } = await client.read<{ readonly escalation_policy: string }>(
    `${services}${client.target.demo.service}/`,
  );
  const body = { name: title, escalation_policy, auto_resolve_timeout: seconds };
  const { unique_id: service } = await client.send<{ readonly unique_id: string }>('POST', services, body, 201);
  const timed = new TocsinClient({ ...client.target, demo: { ...client.target.demo, service } });
  await timed.makeWebhook('of the timed service', receiver.url);
  const generic = { name: title, summary: 'Timed', application: APPLICATIONS.generic.unique_id };
  const { webhook_url: url } = await client.send<{ readonly webhook_url: string }>(
    'POST',
    `${services}${service}/integrations/`,
    generic,
    201,
  );
  parse(await postJson(url, { message: title, alert_type: 'critical' }), 200);
  await eventually({ what: 'the webhook of the timed incident' }, () => toldOf(title).length > 0);
}

/** The entity goes on where it was: the next alert joins its incident, and its webhook has the next number. */
async function expectToGoOn(title: string, entity: string, incident: JsonObject): Promise<void> {
  const end = await tocsin.client.alert({ message: 'Done', alert_type: 'resolved', entity_id: entity });
  expect(end).toMatchObject({ incident, is_incident_created: false });
  await eventually({ what: 'the webhook of the resolution' }, () => toldOf(title).length === 2);
  expect(toldOf(title).map(({ type, sequence }) => [type, sequence])).toEqual([
    ['triggered', 1],
    ['resolved', 2],
  ]);
}

describe('after a stop and a start on the same data', () => {
  it('all is as it was left, the account and its token too, and goes on', async () => {
    const { traceId, incident } = await openIncident('Stopped', 'restart/stop');
    const before = await everythingSeen(tocsin.client, traceId, incident.unique_id);
    const { account, api_token, demo } = tocsin.client.target;
    expect(await tocsin.restart()).toBe(0);
    const after = tocsin.client.target;
    expect([after.account, after.api_token, after.demo.integration]).toEqual([account, api_token, demo.integration]);
    expect(await everythingSeen(tocsin.client, traceId, incident.unique_id)).toEqual(before);
    await expectToGoOn('Stopped', 'restart/stop', { ...incident });
  });
});

describe('after a kill of everything and a start on the same data', () => {
  it('all is as it was left, and goes on', async () => {
    const { traceId, incident } = await openIncident('Killed', 'restart/kill');
    await openTimedIncident('Timed', 5);
    const before = await everythingSeen(tocsin.client, traceId, incident.unique_id);
    await killEverything(tocsin.runner);
    await tocsin.start();
    expect(await everythingSeen(tocsin.client, traceId, incident.unique_id)).toEqual(before);
    await expectToGoOn('Killed', 'restart/kill', { ...incident });
    // Its time was up while nothing ran, or soon after: the timer waited in the queue.
    await eventually({ what: 'the incident resolves by itself' }, () =>
      toldOf('Timed').some(({ type }) => type === 'resolved'),
    );
    const told = new Map(toldOf('Timed').map(({ id, type, sequence }) => [id, [type, sequence]]));
    expect([...told.values()]).toEqual([
      ['triggered', 1],
      ['resolved', 2],
    ]);
  });
});
