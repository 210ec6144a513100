import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { killEverything } from '../support/storm/kill-everything';
import { sendStorm } from '../support/storm/send-storm';
import { startTocsin, type Tocsin } from '../support/tocsin';

const LIFE = ['critical', 'acknowledged', 'resolved'] as const;
const OF_LIFE = ['triggered', 'acknowledged', 'resolved'] as const;
/** With three transitions each: 501 deliveries. */
const TITLES = Array.from({ length: 167 }, (_, index) => `Killed ${index}`);
const DELIVERIES = TITLES.length * LIFE.length;

let tocsin: Tocsin;
let receiver: WebhookReceiver;
/** Until the restart nothing is answered, so that every delivery is on its way at the kill. */
let isHanging = true;
beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startWebhookReceiver(() => (isHanging ? 0 : 200))]);
  // So long that no attempt has failed by the time of the kill.
  await tocsin.client.makeWebhook('receiver', receiver.url, { timeout_seconds: 30 });
});
afterAll(async () => {
  await Promise.all([tocsin.close(), receiver.close()]);
});

/** How many deliveries the queue's own file holds: waiting, or received by a function that has not ended yet. */
function deliveriesInQueue(): number {
  const database = new DatabaseSync(join(tocsin.runner.dataDir, 'queues', 'fauxqs.db'), { readOnly: true });
  try {
    const row = database.prepare("SELECT count(*) AS n FROM sqs_messages WHERE queue_name LIKE '%.fifo'").get();
    return Number(row?.['n']);
  } finally {
    database.close();
  }
}

async function sendAll(): Promise<void> {
  for (const type of LIFE) {
    const alerts = TITLES.map((title) => ({ entity: title, type, message: title }));
    const { integration_url: integrationUrl } = tocsin.client.target.demo;
    const accepted = await sendStorm(alerts, { integrationUrl, concurrency: 16 });
    expect(accepted).toHaveLength(TITLES.length);
  }
}

describe('a kill -9 of everything while 500 deliveries are on their way', () => {
  it('loses none: after the restart each transition arrives, under one id, in order per incident', async () => {
    await sendAll();
    await eventually({ what: 'all deliveries are queued' }, () => deliveriesInQueue() >= DELIVERIES);
    await eventually({ what: 'some are being attempted' }, () => receiver.webhooks.length > 0);
    await killEverything(tocsin.runner);
    const hanging = new Set(receiver.webhooks.map(({ id }) => id));
    isHanging = false;
    await tocsin.start();

    const arrived = () => receiver.webhooks.filter(({ answered }) => answered === 200);
    const ids = () => new Set(arrived().map(({ id }) => id));
    await eventually({ what: 'all have arrived', deadlineMs: 120_000 }, () => ids().size >= DELIVERIES);
    expect(ids().size).toBe(DELIVERIES);
    // What was being attempted when the power went comes again as what it was.
    for (const id of hanging) expect(ids()).toContain(id);
    const byTitle = Map.groupBy(arrived(), ({ title }) => title);
    expect([...byTitle.keys()].sort()).toEqual([...TITLES].sort());
    for (const webhooks of byTitle.values()) {
      const firsts = webhooks.filter(({ id }, index) => webhooks.findIndex((other) => other.id === id) === index);
      expect(firsts.map(({ type }) => type)).toEqual([...OF_LIFE]);
      expect(firsts.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      // A repeat, if there is one, does not come after a later transition.
      const sequences = webhooks.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...sequences].sort());
    }
  }, 240_000);
});
