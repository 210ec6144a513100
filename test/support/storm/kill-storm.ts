import { eventually } from '../eventually';
import type { WebhookReceiver } from '../receiver';
import type { Tocsin } from '../tocsin';
import { killEverything } from './kill-everything';
import type { Discrepancy } from './ledger/observed';
import { settle } from './ledger/settle';
import { sumUp } from './ledger/sum-up';
import { planClosing, planStorm, type StormSize } from './plan-storm';
import { sendStorm, type AcceptedStormAlert } from './send-storm';

export interface KillStorm extends StormSize {
  readonly concurrency: number;
  /** How long all may take to end after the restart: a killed function's messages come back by their visibility timeout. */
  readonly deadlineMs: number;
}

/** What a storm with a kill in its middle came to. */
export interface KillStormReport {
  /** Alerts answered with 200, before the kill and after the restart. */
  readonly accepted: { readonly before: number; readonly after: number };
  readonly incidents: number;
  readonly transitions: number;
  /** HTTP tries that the receiver saw. */
  readonly tries: number;
  /** Whatever breaks a promise; empty is the only good answer. */
  readonly discrepancies: readonly Discrepancy[];
}

/**
 * Sends a storm, kills every process of the system in its middle, starts it again on the same data, sends the rest, and
 * checks the ledger. In the end every entity is resolved, so that all transitions are known.
 */
export async function runKillStorm(
  tocsin: Tocsin,
  receiver: WebhookReceiver,
  storm: KillStorm,
): Promise<KillStormReport> {
  const { path } = await tocsin.client.makeWebhook('a receiver', receiver.url);
  const alerts = planStorm(storm);
  const before = await sendUntilKilled(tocsin, storm, alerts);
  await tocsin.start();
  const taken = new Set(before.map(({ alert }) => alert));
  // As a monitor does: what got no answer is sent again, though it may have been taken.
  const after = await send(
    tocsin,
    storm,
    alerts.filter((alert) => !taken.has(alert)),
  );
  const { observed, discrepancies } = await settle(tocsin.client, {
    accepted: [...before, ...after],
    close: () => send(tocsin, storm, planClosing(storm)),
    endpoints: [{ name: 'a receiver', path, webhooks: () => receiver.webhooks }],
    reachable: ['a receiver'],
    until: performance.now() + storm.deadlineMs,
  });
  const { incidents, transitions } = sumUp(observed);
  const accepted = { before: before.length, after: after.length };
  return { accepted, incidents, transitions, tries: receiver.webhooks.length, discrepancies };
}

/** Sends while everything is killed after half of them were accepted: the others are under way just then. */
async function sendUntilKilled(
  { client, runner }: Tocsin,
  { concurrency }: KillStorm,
  alerts: Parameters<typeof sendStorm>[0],
): Promise<readonly AcceptedStormAlert[]> {
  const integrationUrl = client.target.demo.integration_url;
  let count = 0;
  const sending = sendStorm(alerts, { integrationUrl, concurrency, onAccepted: (accepted) => (count = accepted) });
  await eventually(
    { what: 'half of the storm is accepted', pauseMs: 1, deadlineMs: 600_000 },
    () => count >= alerts.length / 2,
  );
  await killEverything(runner);
  return sending;
}

async function send(
  { client }: Tocsin,
  { concurrency }: KillStorm,
  alerts: Parameters<typeof sendStorm>[0],
): Promise<readonly AcceptedStormAlert[]> {
  const accepted = await sendStorm(alerts, { integrationUrl: client.target.demo.integration_url, concurrency });
  if (accepted.length < alerts.length) throw new Error('A running system refused alerts of the storm.');
  return accepted;
}
