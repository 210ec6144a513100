import { eventually } from '../eventually';
import type { WebhookReceiver } from '../receiver';
import type { Tocsin } from '../tocsin';
import {
  awaitEnds,
  awaitGoodWebhooks,
  findBadEnds,
  findDoublyOpen,
  findMisplacedAlerts,
  readIncidents,
} from './check-storm';
import { killEverything } from './kill-everything';
import { planClosing, planStorm, type StormSize } from './plan-storm';
import { sendStorm, type AcceptedStormAlert } from './send-storm';

export interface KillStorm extends StormSize {
  readonly concurrency: number;
  /** How long alerts may take to end after the restart: a killed function's messages come back by their visibility timeout. */
  readonly deadlineMs: number;
}

/** What a storm with a kill in its middle came to. */
export interface KillStormReport {
  /** Alerts answered with 200, before the kill and after the restart. */
  readonly accepted: { readonly before: number; readonly after: number };
  readonly incidents: number;
  /** Different (incident, transition) pairs at the receiver, and HTTP tries in all. */
  readonly transitions: number;
  readonly attempts: number;
  /** Whatever breaks a promise, in words; empty is the only good answer. */
  readonly problems: readonly string[];
}

/**
 * Sends a storm, kills every process of the system in its middle, starts it again on the same data, sends the rest, and
 * looks for broken promises: an alert answered with 200 without its one end, an entity with two open incidents, a
 * transition without its one webhook. In the end every entity is resolved, so that all transitions are known.
 */
export async function runKillStorm(
  tocsin: Tocsin,
  receiver: WebhookReceiver,
  storm: KillStorm,
): Promise<KillStormReport> {
  await tocsin.client.makeWebhook('a receiver', receiver.url);
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
  const ends = await awaitEnds(tocsin.client, [...before, ...after], storm.deadlineMs);
  const doublyOpen = findDoublyOpen(await readIncidents(tocsin.client, ends));
  const closing = await send(tocsin, storm, planClosing(storm));
  const allEnds = new Map([...ends, ...(await awaitEnds(tocsin.client, closing, storm.deadlineMs))]);
  const { incidents, problems } = await awaitGoodWebhooks(
    () => readIncidents(tocsin.client, allEnds),
    receiver.webhooks,
    storm.deadlineMs,
  );
  const { webhooks } = receiver;
  return {
    accepted: { before: before.length, after: after.length },
    incidents: incidents.length,
    transitions: new Set(webhooks.map(({ incidentNumber, sequence }) => `${incidentNumber}/${sequence}`)).size,
    attempts: webhooks.length,
    problems: [
      ...doublyOpen,
      ...problems,
      ...(await findBadEnds(tocsin.client, allEnds)),
      ...(await findMisplacedAlerts(tocsin.client, allEnds, incidents)),
    ],
  };
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
