import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../core/contracts/json';
import { eventually } from '../support/eventually';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { startTocsin, type Tocsin } from '../support/tocsin';
import type { WebhookIntegration } from '../support/tocsin-client';

/** Incidents with this in their title are refused by the failing endpoint until the test says otherwise. */
const REFUSED = 'Refused';

let tocsin: Tocsin;
let isRefusing = true;
let failing: WebhookReceiver;
let healthy: WebhookReceiver;
let selective: WebhookReceiver;
let ruled: WebhookReceiver;
let toFailing: WebhookIntegration;
let toRuled: WebhookIntegration;
beforeAll(async () => {
  [tocsin, failing, healthy, selective, ruled] = await Promise.all([
    startTocsin(),
    startWebhookReceiver(({ title }) => (isRefusing && title.startsWith(REFUSED) ? 500 : 200)),
    startWebhookReceiver(),
    startWebhookReceiver(),
    startWebhookReceiver(),
  ]);
  toFailing = await tocsin.client.makeWebhook('failing', failing.url);
  await tocsin.client.makeWebhook('healthy', healthy.url);
  await tocsin.client.makeWebhook('selective', selective.url, { events: ['resolved'] });
  toRuled = await tocsin.client.makeWebhook('ruled', ruled.url);
});
afterAll(async () => {
  await Promise.all([tocsin.close(), failing.close(), healthy.close(), selective.close(), ruled.close()]);
});

const LIFE = ['critical', 'acknowledged', 'resolved'] as const;
const OF_LIFE = ['triggered', 'acknowledged', 'resolved'] as const;

async function liveThrough(title: string): Promise<void> {
  for (const alert_type of LIFE) await tocsin.client.alert({ message: title, alert_type, entity_id: title });
}

const about = ({ webhooks }: WebhookReceiver, title: string) => webhooks.filter((webhook) => webhook.title === title);
const answered = (receiver: WebhookReceiver, title: string, status: number) =>
  about(receiver, title).filter((webhook) => webhook.answered === status);

describe('an endpoint that fails', () => {
  it('gets the same webhook again until it takes it, and then the later ones in order, while nobody waits for it', async () => {
    const title = `${REFUSED} at first`;
    await liveThrough(title);
    await eventually({ what: 'the first attempt fails' }, () => answered(failing, title, 500).length > 0);

    // Still refused: neither the healthy endpoint nor the other incidents of this one wait.
    await liveThrough('Taken at once');
    await eventually({ what: 'the healthy endpoint has all' }, () => about(healthy, title).length >= 3);
    await eventually({ what: 'the other incident is told' }, () => about(failing, 'Taken at once').length >= 3);
    expect(answered(failing, title, 200)).toEqual([]);
    await expectPending(title);

    isRefusing = false;
    await eventually({ what: 'the failing endpoint has all' }, () => answered(failing, title, 200).length >= 3);
    const tries = about(failing, title);
    const first = tries.filter(({ sequence }) => sequence === 1);
    expect(first.length).toBeGreaterThan(1);
    expect(first.map(({ attempt }) => attempt)).toEqual(first.map((_, index) => index + 1));
    expect(new Set(first.map(({ id, text }) => `${id} ${text}`)).size).toBe(1);
    expect(tries.map(({ sequence }) => sequence)).toEqual([...first.map(() => 1), 2, 3]);
    expect(answered(failing, title, 200).map(({ type }) => type)).toEqual([...OF_LIFE]);
  });
});

describe('an endpoint that wants only some transitions', () => {
  it('is told of no others', async () => {
    await liveThrough('Only the end');
    await eventually({ what: 'the webhook of the resolution' }, () => about(selective, 'Only the end').length > 0);
    await eventually({ what: 'all webhooks elsewhere' }, () => about(healthy, 'Only the end').length >= 3);
    expect(about(selective, 'Only the end').map(({ type, sequence }) => [type, sequence])).toEqual([['resolved', 3]]);
  });
});

describe('an endpoint with outgoing rules', () => {
  it('is told of incidents that match one when they open, to their end, and nothing of any other', async () => {
    const rules = `${toRuled.path.replace('/api/', '/api/v2/')}outgoingrules/`;
    const isDatabase = { field: 'title', op: 'contains', value: 'database' };
    const body = { conditions_tree: { all: [isDatabase] } };
    const { unique_id } = await tocsin.client.send<{ unique_id: string }>('POST', rules, body, 201);
    const seen = async (title: string) => {
      await liveThrough(title);
      await eventually({ what: 'all of it is told elsewhere' }, () => about(healthy, title).length >= 3);
      return about(ruled, title).length > 0;
    };
    // A rule counts within a few seconds.
    let tries = 0;
    await eventually({ what: 'the rule counts' }, async () => !(await seen(`Disk ${(tries += 1)}`)));
    await tocsin.client.alert({ message: 'Muted for good', alert_type: 'critical', entity_id: 'muted' });
    await liveThrough('The database is slow');
    await eventually({ what: 'the incident that matches' }, () => about(ruled, 'The database is slow').length >= 3);
    expect(about(ruled, 'The database is slow').map(({ type }) => type)).toEqual([...OF_LIFE]);

    expect((await tocsin.client.api(`${rules}${unique_id}/`, { method: 'DELETE' })).status).toBe(204);
    await tocsin.client.alert({ message: 'Muted for good', alert_type: 'resolved', entity_id: 'muted' });
    await eventually({ what: 'its end is told elsewhere' }, () => about(healthy, 'Muted for good').length >= 2);
    // What was told there after it has come: had it been told here too, it would have come before.
    await eventually({ what: 'without rules all is told' }, async () => seen(`Disk again ${(tries += 1)}`));
    expect(about(ruled, 'Muted for good')).toEqual([]);
  });
});

describe('a webhook of a service whose escalation policy has a schedule', () => {
  it('names who is on call when the incident opens, and nobody when nobody is', async () => {
    const { client } = tocsin;
    const team = `/api/account/teams/${client.target.demo.team}/`;
    const { username } = await client.read<{ username: string }>('/api/user/profile/');
    const nights = { name: 'Nights', time_zone: 'Europe/Berlin' };
    const schedule = await client.send<{ unique_id: string }>('POST', `${team}schedules/`, nights, 201);
    const rules = [{ delay: 0, targets: [{ target_type: 1, target_id: schedule.unique_id }] }];
    const policies = `${team}escalation_policies/`;
    const policy = await client.send<{ unique_id: string }>('POST', policies, { name: 'By schedule', rules }, 201);
    await client.send('PATCH', `${team}services/${client.target.demo.service}/`, {
      escalation_policy: policy.unique_id,
    });
    let count = 0;
    const namedNow = async () => {
      const title = `On call ${(count += 1)}`;
      await client.alert({ message: title, alert_type: 'critical', entity_id: title });
      const [webhook] = await eventually(
        { what: 'the webhook' },
        () => about(healthy, title).length > 0 && about(healthy, title),
      );
      return webhook?.incident['assigned_to'] as JsonObject | null;
    };
    // What is changed counts within a few seconds.
    await eventually({ what: 'nobody is named' }, async () => (await namedNow()) === null);
    const override = { name: 'Now', user: username, start_time: '2020-01-01T00:00Z', end_time: '2120-01-01T00:00Z' };
    await client.send('PATCH', `${team}schedules/${schedule.unique_id}/`, { overrides: [override] });
    const named = await eventually({ what: 'somebody is named' }, async () => (await namedNow()) ?? false);
    expect(named).toMatchObject({ username });
  });
});

/** The delivery is seen to wait for its next attempt, with the reason of the last one. */
async function expectPending(title: string): Promise<void> {
  const [{ id } = { id: '' }] = about(failing, title);
  const pending = await eventually({ what: 'the attempt is recorded' }, async () => {
    const delivery = await tocsin.client.read(`${toFailing.path}deliveries/${id}/`);
    return (delivery['attempts'] as readonly JsonObject[]).length > 0 && delivery;
  });
  expect(pending).toMatchObject({ id, status: 'pending', event_type: 'triggered', sequence: 1 });
  expect(pending['next_attempt_at']).not.toBeNull();
  expect((pending['attempts'] as readonly JsonObject[])[0]).toMatchObject({
    number: 1,
    status_code: 500,
    error: 'The endpoint answered 500.',
    response: 'answered 500',
  });
}

describe('an endpoint that is dead', () => {
  const names = Array.from({ length: 12 }, (_, i) => `Kept ${i}`);
  const healthOf = ({ path }: WebhookIntegration) => tocsin.client.read(`${path}health/`);

  it('is left alone, and gets all of it in order when somebody says that it is back', async () => {
    let isDead = true;
    const dead = await startWebhookReceiver(() => (isDead ? 500 : 200));
    const toDead = await tocsin.client.makeWebhook('dead', dead.url);
    try {
      for (const alert_type of LIFE)
        await Promise.all(names.map((name) => tocsin.client.alert({ message: name, alert_type, entity_id: name })));
      const last = names.at(-1) ?? '';
      await eventually({ what: 'the healthy endpoint has all' }, () => about(healthy, last).length >= 3);
      await eventually({ what: 'it is left alone' }, async () => (await healthOf(toDead))['status'] === 'left_alone');
      await eventually({ what: 'what is due is held back' }, async () => (await healthOf(toDead))['holds_deliveries']);
      // Of 36: some failed before the circuit opened.
      expect(dead.webhooks.length).toBeLessThan(30);

      isDead = false;
      await tocsin.client.send('PATCH', toDead.path, { is_enabled: true });
      // What failed before waits for its own next attempt, some seconds; all others come at once.
      const taken = (name: string) => answered(dead, name, 200);
      await eventually({ what: 'all of it came' }, () => names.every((name) => taken(name).length >= 3));
      for (const name of names) expect(taken(name).map(({ type }) => type)).toEqual([...OF_LIFE]);
      await eventually({ what: 'nothing is held back' }, async () => !(await healthOf(toDead))['holds_deliveries']);
      expect(await healthOf(toDead)).toMatchObject({ status: 'healthy', failures: 0 });
    } finally {
      await dead.close();
    }
  });
});
