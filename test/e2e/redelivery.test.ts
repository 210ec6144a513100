import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../core/contracts/json';
import { eventually } from '../support/eventually';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { startTocsin, type Tocsin } from '../support/tocsin';
import type { WebhookIntegration } from '../support/tocsin-client';

let tocsin: Tocsin;
let receiver: WebhookReceiver;
let webhook: WebhookIntegration;
beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(['--schedule-seconds', '2']), startWebhookReceiver()]);
  webhook = await tocsin.client.makeWebhook('receiver', receiver.url);
});
afterAll(async () => {
  await Promise.all([tocsin.close(), receiver.close()]);
});

const about = (title: string) => receiver.webhooks.filter((each) => each.title === title);

/** An incident from its beginning to its end, told to the receiver. */
async function liveThrough(title: string): Promise<void> {
  for (const alert_type of ['critical', 'acknowledged', 'resolved'])
    await tocsin.client.alert({ message: title, alert_type, entity_id: title });
  await eventually({ what: 'all of it is told' }, () => about(title).length === 3);
}

describe('a webhook that was sent', () => {
  it('is sent again with the same id and text when it is redelivered', async () => {
    await liveThrough('Redelivered');
    const [first] = about('Redelivered');
    const answer = await tocsin.client.send('POST', `${webhook.path}deliveries/${first!.id}/redeliver/`, {}, 202);
    expect(answer).toMatchObject({ id: first!.id });
    const again = await eventually({ what: 'it comes again' }, () => about('Redelivered')[3]);
    expect(again).toMatchObject({ id: first!.id, text: first!.text, attempt: 2, sequence: 1 });
  });

  it('is replayed with its incident in order, once however often the replay is started', async () => {
    const since = new Date().toISOString();
    await liveThrough('Replayed');
    const ids = about('Replayed').map(({ id }) => id);
    const replay = () => tocsin.client.send('POST', `${webhook.path}deliveries/replay/`, { since }, 202);
    const answers = await Promise.all([replay(), replay()]);
    expect(Math.max(...answers.map(({ count }) => Number(count)))).toBe(3);
    expect(answers[1]).toMatchObject({ replay: answers[0]['replay'] });
    await eventually({ what: 'all of it comes again' }, () => about('Replayed').length >= 6);
    // Another replay takes the same lane: once it came, nothing of those before it is still to come.
    const other = { since, status: 'delivered' };
    await tocsin.client.send('POST', `${webhook.path}deliveries/replay/`, other, 202);
    await eventually({ what: 'the other replay came' }, () => about('Replayed').length >= 9);
    expect(about('Replayed').map(({ id }) => id)).toEqual([...ids, ...ids, ...ids]);
  });
});

describe('testing an endpoint', () => {
  it('sends a webhook the way of all and shows how it was answered', async () => {
    const tested = await tocsin.client.send('POST', `${webhook.path}test/`, {});
    expect(tested).toMatchObject({
      status: 'delivered',
      attempt: { number: 1, status_code: 200, response: 'answered 200' },
    });
    const [got] = about('Test webhook');
    expect(got).toMatchObject({ id: tested['id'], type: 'triggered', attempt: 1 });
    expect(got?.headers).toHaveProperty('webhook-signature');
  });

  it('shows why it failed', async () => {
    const away = await tocsin.client.makeWebhook('away', 'http://127.0.0.1:9/', { events: ['resolved'] });
    const tested = await tocsin.client.send<JsonObject & { reason: string }>('POST', `${away.path}test/`, {});
    expect(tested).toMatchObject({ status: 'failed', attempt: { number: 1, status_code: null } });
    expect(tested.reason).toContain('A test is tried once.');
  });
});

interface Ledger {
  readonly totals: {
    readonly alerts: { readonly accepted: number; readonly completed: number; readonly failed: number };
    readonly deliveries: Readonly<Record<'due' | 'delivered' | 'pending' | 'failed' | 'dead_lettered', number>>;
  };
}

describe('the ledger', () => {
  it('adds up, whatever is sent again, tested and not to be delivered', async () => {
    await tocsin.client.makeWebhook('nobody', 'http://127.0.0.1:9/', { events: ['triggered'] });
    await liveThrough('Counted');
    const [first] = about('Counted');
    await tocsin.client.send('POST', `${webhook.path}deliveries/${first!.id}/redeliver/`, {}, 202);
    await eventually({ what: 'it comes again' }, () => about('Counted').length === 4);
    const ledger = await eventually({ what: 'the ledger adds up' }, async () => {
      const read = await tocsin.client.read<Ledger & JsonObject>('/api/health/ledger/');
      const { accepted, completed, failed } = read.totals.alerts;
      const { due, ...became } = read.totals.deliveries;
      const ended = Object.values(became).reduce((sum, count) => sum + count, 0);
      return accepted >= 3 && accepted === completed + failed && due >= 4 && due === ended && read;
    });
    // To nobody it is tried again later, and stays as that.
    expect(ledger.totals.deliveries.pending).toBeGreaterThan(0);
    expect(ledger).toMatchObject({
      in_flight: { alerts: 0, deliveries: 0 },
      drift: { alerts: { missing: 0, minutes: [] }, deliveries: { missing: 0, minutes: [] } },
    });
  });

  it('is looked at on schedule', async () => {
    await tocsin.client.alert({ message: 'Looked at', alert_type: 'info' });
    const log = join(tocsin.runner.dataDir, 'logs', 'ledger.log');
    const line = await eventually({ what: 'a line of the function ledger' }, () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .findLast((text) => text.includes('"message":"the ledger adds up"')),
    );
    expect(JSON.parse(line)).toMatchObject({ level: 'INFO', function: 'ledger' });
  });
});
