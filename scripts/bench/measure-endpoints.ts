import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../test/support/eventually';
import { startReceiver, type Receiver } from '../../test/support/receivers';
import { startWebhookReceiver, type WebhookReceiver } from '../../test/support/receiver';
import { sendStorm, type AcceptedStormAlert } from '../../test/support/storm/send-storm';
import type { TocsinClient } from '../../test/support/tocsin-client';
import { percentile } from './percentile';
import type { Spread } from './run-workload';

/** Good endpoints of the one service; beside them one that takes two seconds and one where nobody listens. */
const GOOD = 8;
const SLOW_MS = 2_000;
/** Each with and without the bad ones. */
const ROUNDS = 3;
/** Alerts before each measured round: code is loaded, and what is dead is known as such. */
const WARM_UP = 8;
const DEADLINE_MS = 120_000;

/** How the good endpoints fare without and with the bad ones beside them, accept → webhook. */
export interface EndpointFigures {
  readonly alerts: number;
  readonly perSecond: number;
  readonly alone: Spread;
  readonly beside: Spread;
  /** p99 beside the bad ones, as a multiple of that alone. */
  readonly ratio: number;
}

/** What to send in each round: so many alerts, each an incident of its own, at this pace. */
export interface Pace {
  readonly alerts: number;
  readonly perSecond: number;
}

/**
 * Measures whether bad endpoints delay good ones: rounds of the same alerts at the same pace, by turns with the good
 * endpoints alone and with a slow and a dead one on the same service. Paced, because a machine that is saturated delays everybody.
 */
export async function measureEndpoints(client: TocsinClient, pace: Pace): Promise<EndpointFigures> {
  const good = await Promise.all(Array.from({ length: GOOD }, () => startWebhookReceiver()));
  const slow = await startReceiver((response) => {
    setTimeout(() => response.writeHead(200).end(), SLOW_MS);
  });
  try {
    for (const [index, { url }] of good.entries()) await client.makeWebhook(`Good ${index}`, url);
    const bad = [
      await client.makeWebhook('Slow', slow.url, { timeout_seconds: 10 }),
      await client.makeWebhook('Dead', await deadUrl()),
    ];
    const times: Record<Company, number[]> = { alone: [], beside: [] };
    // By turns: what else the machine does meanwhile is to be found in both.
    for (let round = 0; round < ROUNDS; round++)
      for (const company of ['alone', 'beside'] as const) {
        for (const { path } of bad) await client.send('PATCH', path, { is_enabled: company === 'beside' });
        const name = `${company} ${round}`;
        await sendPaced(client, good, { ...pace, name: `${name} warm-up`, alerts: WARM_UP });
        times[company].push(...latenciesOf(good, await sendPaced(client, good, { ...pace, name })));
      }
    const [alone, beside] = [spreadOf(times.alone), spreadOf(times.beside)];
    return { ...pace, alone, beside, ratio: beside.p99 / alone.p99 };
  } finally {
    await Promise.all([...good, slow].map((receiver) => receiver.close()));
  }
}

/** Where a moment ago somebody listened. */
async function deadUrl(): Promise<string> {
  const receiver: Receiver = await startReceiver(() => undefined);
  await receiver.close();
  return receiver.url;
}

interface Round extends Pace {
  readonly name: string;
}

type Company = 'alone' | 'beside';

function latenciesOf(good: readonly WebhookReceiver[], accepted: readonly AcceptedStormAlert[]): readonly number[] {
  return good.flatMap((receiver) => latenciesAt(receiver, accepted));
}

function spreadOf(times: readonly number[]): Spread {
  return { p50: percentile(times, 50), p99: percentile(times, 99) };
}

/** Sends the alerts at their pace, and waits until each good endpoint was told of all of them. */
async function sendPaced(
  client: TocsinClient,
  good: readonly WebhookReceiver[],
  { name, alerts, perSecond }: Round,
): Promise<readonly AcceptedStormAlert[]> {
  const integrationUrl = client.target.demo.integration_url;
  const start = performance.now();
  const sending = Array.from({ length: alerts }, async (_, index) => {
    await sleep(Math.max(0, start + (index * 1_000) / perSecond - performance.now()));
    const entity = `${name}-${index}`;
    const alert = { entity, type: 'critical', message: `${entity} is told to all` } as const;
    return sendStorm([alert], { integrationUrl, concurrency: 1 });
  });
  const accepted = (await Promise.all(sending)).flat();
  if (accepted.length < alerts) throw new Error(`${alerts - accepted.length} alerts were refused.`);
  const wait = { what: 'every good endpoint is told of every alert', deadlineMs: DEADLINE_MS, pauseMs: 20 };
  await eventually(wait, () => good.every((receiver) => latenciesAt(receiver, accepted).length === alerts));
  return accepted;
}

/** From the answer of each alert to the arrival of its incident's webhook at this endpoint. */
function latenciesAt({ webhooks }: WebhookReceiver, accepted: readonly AcceptedStormAlert[]): readonly number[] {
  const arrivals = new Map(webhooks.map(({ title, at }) => [title, at]));
  return accepted.flatMap(({ alert, acceptedAt }) => {
    const at = arrivals.get(alert.message);
    return at === undefined ? [] : [at - acceptedAt];
  });
}
