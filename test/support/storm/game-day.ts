import { setTimeout as pause } from 'node:timers/promises';
import { startWebhookReceiver, type Webhook, type WebhookReceiver } from '../receiver';
import type { Tocsin } from '../tocsin';
import { eventually } from '../eventually';
import {
  awaitEnds,
  awaitGoodWebhooks,
  findBadEnds,
  findBadWebhooks,
  findDoublyOpen,
  findMisplacedAlerts,
  readIncidents,
} from './check-storm';
import { countDeliveries, type DeliveryCounts } from './count-deliveries';
import { killEverything } from './kill-everything';
import { listProcesses } from './list-processes';
import { planClosing, planStorm, type StormSize } from './plan-storm';
import { sendSteadily, type Sent } from './steady-load';

export interface GameDay extends StormSize {
  readonly perSecond: number;
  /** Which processes are killed one after the other, by name. */
  readonly kills: (name: string) => boolean;
  /** Between two faults, and how long each half of the blackout lasts, in milliseconds. */
  readonly pauseMs: number;
  /** How long each of the waits at the end may take. */
  readonly deadlineMs: number;
}

/** An endpoint's side of the ledger. */
export interface EndpointLedger extends DeliveryCounts {
  readonly name: string;
  /** Different transitions that its receiver answered with 200, and HTTP tries in all. */
  readonly arrived: number;
  readonly attempts: number;
}

export interface GameDayReport {
  readonly killed: readonly string[];
  readonly accepted: number;
  /** Tries without a 200. */
  readonly refusals: number;
  readonly completed: number;
  readonly failed: number;
  readonly incidents: number;
  readonly transitions: number;
  readonly endpoints: readonly EndpointLedger[];
  /** Whatever does not add up, in words; empty is the only good answer. */
  readonly problems: readonly string[];
}

/** An endpoint that can go away and come back on the same port. */
interface Blinking {
  readonly url: string;
  readonly webhooks: () => readonly Webhook[];
  readonly blackOut: (pauseMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Kills the processes of a running system one by one under a steady load, blacks an endpoint out, kills everything, starts
 * it again on the same data, and does the sums: alerts accepted = completed + failed; transitions = delivered + pending or
 * dead-lettered, for each endpoint; nothing twice. Everything comes last, because messages that a killed function held
 * wait out their visibility timeout otherwise (minutes), as they do in AWS; a new runner lets go of them at once.
 */
export async function runGameDay(tocsin: Tocsin, day: GameDay): Promise<GameDayReport> {
  const [steady, blinking] = await Promise.all([startWebhookReceiver(), startBlinking()]);
  try {
    const paths = {
      steady: (await tocsin.client.makeWebhook('steady', steady.url)).path,
      blinking: (await tocsin.client.makeWebhook('blinking', blinking.url)).path,
    };
    const load = {
      integrationUrl: () => tocsin.client.target.demo.integration_url,
      perSecond: day.perSecond,
      deadlineMs: day.deadlineMs,
    };
    // The load goes on until the last fault is over, however long this machine takes for that.
    let isOver = false;
    const breaking = breakThings(tocsin, blinking, day).finally(() => (isOver = true));
    const sending = sendSteadily(planStorm(day), { ...load, isOver: () => isOver });
    const [storm, killed] = await Promise.all([sending, breaking]);
    return await settle({ tocsin, day, steady, blinking, paths, storm, killed });
  } finally {
    await Promise.all([steady.close(), blinking.close()]);
  }
}

async function breakThings(tocsin: Tocsin, blinking: Blinking, day: GameDay): Promise<readonly string[]> {
  const killed: string[] = [];
  await pause(day.pauseMs);
  for (const { pid, name } of listProcesses(tocsin.runner).filter((each) => day.kills(each.name))) {
    process.kill(pid, 'SIGKILL');
    killed.push(name);
    await eventually({ what: `${name} is back`, deadlineMs: day.deadlineMs }, () =>
      listProcesses(tocsin.runner).some((each) => each.name === name && each.pid !== pid),
    );
    await pause(day.pauseMs);
  }
  await blinking.blackOut(day.pauseMs);
  await killEverything(tocsin.runner);
  await tocsin.start();
  return [...killed, 'everything'];
}

interface Settling {
  readonly tocsin: Tocsin;
  readonly day: GameDay;
  readonly steady: WebhookReceiver;
  readonly blinking: Blinking;
  readonly paths: { readonly steady: string; readonly blinking: string };
  readonly storm: Sent;
  readonly killed: readonly string[];
}

async function settle({ tocsin, day, steady, blinking, paths, storm, killed }: Settling): Promise<GameDayReport> {
  const { client } = tocsin;
  const ends = await awaitEnds(client, storm.accepted, day.deadlineMs);
  const doublyOpen = findDoublyOpen(await readIncidents(client, ends));
  const load = {
    integrationUrl: () => client.target.demo.integration_url,
    perSecond: day.perSecond,
    deadlineMs: day.deadlineMs,
  };
  const closing = await sendSteadily(planClosing(day), load);
  const all = new Map([...ends, ...(await awaitEnds(client, closing.accepted, day.deadlineMs))]);
  const told = await awaitGoodWebhooks(() => readIncidents(client, all), steady.webhooks, day.deadlineMs);
  const transitions = new Set(steady.webhooks.map(transitionOf)).size;
  const endpoints = [
    await closeAccount(tocsin, { name: 'steady', path: paths.steady, transitions }, () => steady.webhooks, day),
    await closeAccount(tocsin, { name: 'blinking', path: paths.blinking, transitions }, blinking.webhooks, day),
  ];
  const isAllThere = endpoints.every(({ arrived }) => arrived === transitions);
  const taken = blinking.webhooks().filter(({ answered }) => answered === 200);
  const completed = [...all.values()].filter(({ status }) => status === 'completed').length;
  return {
    killed,
    accepted: storm.accepted.length + closing.accepted.length,
    refusals: storm.refusals + closing.refusals,
    completed,
    failed: all.size - completed,
    incidents: told.incidents.length,
    transitions,
    endpoints,
    problems: [
      ...doublyOpen,
      ...told.problems,
      ...(isAllThere ? findBadWebhooks(told.incidents, taken) : []),
      ...endpoints.flatMap((endpoint) => findMissing(endpoint, transitions)),
      ...(await findBadEnds(client, all)),
      ...(await findMisplacedAlerts(client, all, told.incidents)),
    ],
  };
}

/** Waits until the endpoint has everything or the deadline is over; what is pending then is counted, not forgiven. */
async function closeAccount(
  { client }: Tocsin,
  { name, path, transitions }: { readonly name: string; readonly path: string; readonly transitions: number },
  webhooks: () => readonly Webhook[],
  { deadlineMs }: GameDay,
): Promise<EndpointLedger> {
  const arrived = (): number =>
    new Set(
      webhooks()
        .filter(({ answered }) => answered === 200)
        .map(transitionOf),
    ).size;
  let counts = await countDeliveries(client, path);
  await eventually({ what: 'all is delivered', deadlineMs, pauseMs: 500 }, async () => {
    if (arrived() < transitions) return false;
    counts = await countDeliveries(client, path);
    return counts.pending === 0;
  }).catch(async () => {
    // Not all in time: the sums are done with what is visibly pending.
    counts = await countDeliveries(client, path);
  });
  return { name, ...counts, arrived: arrived(), attempts: webhooks().length };
}

function findMissing(endpoint: EndpointLedger, transitions: number): readonly string[] {
  const { name, delivered, pending, deadLettered, failed, arrived } = endpoint;
  const visible = delivered + pending + deadLettered + failed;
  return [
    ...(visible === transitions ? [] : [`${name}: ${transitions} transitions, but ${visible} deliveries are visible`]),
    ...(failed === 0 ? [] : [`${name}: ${failed} deliveries failed for good`]),
    // Between an answer and its record a function can die, so more may have arrived than is recorded; never less.
    ...(arrived >= delivered ? [] : [`${name}: ${delivered} are called delivered, and ${arrived} arrived`]),
  ];
}

function transitionOf({ incidentNumber, sequence }: Webhook): string {
  return `${incidentNumber}/${sequence}`;
}

async function startBlinking(): Promise<Blinking> {
  let status = 200;
  let receiver = await startWebhookReceiver(() => status);
  const { url } = receiver;
  const port = Number(new URL(url).port);
  const earlier: Webhook[] = [];
  return {
    url,
    webhooks: () => [...earlier, ...receiver.webhooks],
    blackOut: async (pauseMs) => {
      status = 503;
      await pause(pauseMs);
      await receiver.close();
      await pause(pauseMs);
      earlier.push(...receiver.webhooks);
      status = 200;
      receiver = await startWebhookReceiver(() => status, port);
    },
    close: () => receiver.close(),
  };
}
