import type { Figures } from '../../local/meter';
import { eventually } from '../../test/support/eventually';
import type { WebhookReceiver } from '../../test/support/receiver';
import { sideBySide } from '../../test/support/side-by-side';
import { sendStorm, type AcceptedStormAlert } from '../../test/support/storm/send-storm';
import type { TocsinClient } from '../../test/support/tocsin-client';
import { percentile } from './percentile';
import { costsPerAlert, type Costs, type MeterReader } from './read-meter';
import type { Workload } from './workloads';

const CHECKERS = 16;
/** A delivery that has to be tried again is seconds late, one whose function was lost minutes. */
const SILENCE_MS = 60_000;
const END_DEADLINE_MS = 180_000;

/** The system under measurement. */
export interface Bench {
  readonly client: TocsinClient;
  readonly receiver: WebhookReceiver;
  /** Undefined for a stack that has none. */
  readonly meter?: MeterReader;
  readonly concurrency: number;
  /**
   * Sends while alerts are not worked on, so that all of them wait and every batch is full, whatever the machine. Undefined:
   * they are worked on as they come.
   */
  readonly heldBack?: <T>(send: () => Promise<T>) => Promise<T>;
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** What a workload came to. Times in milliseconds. */
export interface WorkloadResult {
  readonly name: string;
  readonly sent: number;
  readonly acceptedPerSecond: number;
  readonly accept: Spread;
  /** From the answer of an alert that opened an incident to the arrival of the incident's first webhook. */
  readonly acceptToWebhook: Spread;
  /** From the first post to the last webhook. */
  readonly totalSeconds: number;
  /** Accepted alerts without an end, and webhooks that did not come: 0, or something is badly wrong. */
  readonly lost: number;
  readonly refused: number;
  readonly costs?: Costs;
  /** What the meter counted of it. */
  readonly figures?: Figures;
}

/** Sends a workload, waits for every webhook and every alert's end, and says what it took. */
export async function runWorkload(bench: Bench, workload: Workload): Promise<WorkloadResult> {
  const { client, receiver, meter, concurrency } = bench;
  const known = receiver.webhooks.length;
  await meter?.reset();
  const begin = performance.now();
  const integrationUrl = client.target.demo.integration_url;
  const send = () => sendStorm(workload.alerts, { integrationUrl, concurrency });
  const accepted = await (bench.heldBack?.(send) ?? send());
  const sentAll = performance.now();
  const missing = await awaitWebhooks(bench, known + workload.webhooks);
  const done = performance.now();
  // Before anything is asked: asking for the status of every alert costs reads, too.
  const unended = await countUnended(bench, accepted);
  const times = accepted.map(({ sentAt, acceptedAt }) => acceptedAt - sentAt);
  return {
    name: workload.name,
    sent: workload.alerts.length,
    acceptedPerSecond: (accepted.length / (sentAll - begin)) * 1_000,
    accept: spreadOf(times),
    acceptToWebhook: spreadOf(latenciesOf(accepted, receiver)),
    totalSeconds: (done - begin) / 1_000,
    lost: missing + unended.count,
    refused: workload.alerts.length - accepted.length,
    ...(unended.figures && {
      figures: unended.figures,
      costs: costsPerAlert(unended.figures, accepted.length),
    }),
  };
}

/**
 * Waits for the webhooks as long as anything moves: any come, or process is still handed alerts, which on a busy machine may
 * take minutes before the next that has a webhook. Gives how many are missing in the end.
 */
async function awaitWebhooks({ receiver: { webhooks }, meter }: Bench, wanted: number): Promise<number> {
  const progress = async (): Promise<number> =>
    webhooks.length + ((await meter?.read())?.functions['process']?.records ?? 0);
  let [before, now] = [-1, await progress()];
  while (webhooks.length < wanted && now > before) {
    const wait = { what: 'all webhooks', deadlineMs: SILENCE_MS, pauseMs: 5 };
    // Not all of them in this time: as long as something moved, the rest may come.
    await eventually(wait, () => webhooks.length >= wanted).catch(() => undefined);
    [before, now] = [now, await progress()];
  }
  return Math.max(0, wanted - webhooks.length);
}

/**
 * Waits until each alert has ended. The last alert sent ends about last, so the costs are read when it has: what is asked
 * until then is one alert's status, and the rest is checked after.
 */
async function countUnended(
  { client, meter }: Bench,
  accepted: readonly AcceptedStormAlert[],
): Promise<{ readonly count: number; readonly figures?: Figures }> {
  const ended = async ({ traceId }: AcceptedStormAlert): Promise<boolean> =>
    client.terminalStatus(traceId, END_DEADLINE_MS).then(
      ({ status }) => status === 'completed',
      () => false,
    );
  const figures = await settledFigures(meter, accepted.length);
  const ends = await sideBySide(accepted, CHECKERS, ended);
  const count = ends.filter((isEnded) => !isEnded).length;
  return { count, ...(figures && { figures }) };
}

/** The figures once process has been handed every alert and nothing moves any more. */
async function settledFigures(
  meter: MeterReader | undefined,
  alerts: number,
): Promise<Awaited<ReturnType<MeterReader['read']>> | undefined> {
  if (meter === undefined) return undefined;
  let before = '';
  return eventually({ what: 'everything is processed', deadlineMs: END_DEADLINE_MS, pauseMs: 500 }, async () => {
    const figures = await meter.read();
    const units = JSON.stringify(
      Object.values(figures.functions).map(({ invocations, write_units }) => [invocations, write_units]),
    );
    const isStill = units === before;
    before = units;
    return isStill && (figures.functions['process']?.records ?? 0) >= alerts && figures;
  });
}

function spreadOf(values: readonly number[]): Spread {
  return { p50: percentile(values, 50), p99: percentile(values, 99) };
}

/** An incident's title is the message of the alert that opened it, and no two alerts have the same. */
function latenciesOf(accepted: readonly AcceptedStormAlert[], { webhooks }: WebhookReceiver): readonly number[] {
  const acceptedAt = new Map(accepted.map((each) => [each.alert.message, each.acceptedAt]));
  const seen = new Set<string>();
  return webhooks.flatMap(({ title, type, at }) => {
    const from = acceptedAt.get(title);
    if (from === undefined || type !== 'triggered' || seen.has(title)) return [];
    seen.add(title);
    return [at - from];
  });
}
