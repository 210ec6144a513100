import { cpus } from 'node:os';
import { rmSync } from 'node:fs';
import { startWebhookReceiver, type WebhookReceiver } from '../../test/support/receiver';
import { startRunner, temporaryFolder } from '../../test/support/runner';
import { runKillStorm } from '../../test/support/storm/kill-storm';
import { startTocsin } from '../../test/support/tocsin';
import { TocsinClient } from '../../test/support/tocsin-client';
import { measureBundle } from './measure-bundle';
import { measureEndpoints } from './measure-endpoints';
import { measureEngine } from './measure-engine';
import { measureEngineShare } from './measure-engine-share';
import { parseBenchOptions, USAGE, type BenchOptions } from './options';
import { prepareTarget } from './prepare-target';
import { printBundle, printEndpoints, printEngine, printWorkload } from './print-result';
import { createMeterReader, type MeterReader } from './read-meter';
import { runWorkload, type Bench } from './run-workload';
import { loneAlerts, storm, type Workload } from './workloads';

/*
 * `npm run bench`: how fast the system takes alerts and tells of them, and what that costs in units, calls and CPU. Counts
 * and ratios are the same everywhere; times are this machine's, and everything shares it: sender, system and receiver.
 */

/** Enough for every copy of every function to have worked once. */
const WARM_UP = 100;
const KILL_SEED = 20_261_122;
const KILL_DEADLINE_MS = 900_000;

interface Stack {
  readonly url: string;
  readonly token: string;
  readonly meter?: MeterReader;
  readonly close: () => Promise<void>;
}

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  console.log(
    `${new Date().toISOString()}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? '?'})`,
  );
  const receiver = await startWebhookReceiver(undefined, options.receiver.port);
  try {
    await (options.kill ? killStorm(options, receiver) : measure(options, receiver));
  } finally {
    await receiver.close();
  }
}

async function measure(options: BenchOptions, receiver: WebhookReceiver): Promise<void> {
  // Before the stack, whose processes would share the cores for a while after their end, too.
  if (!options.engine && !options.endpoints) printBundle(measureBundle('ingest'));
  const stack = options.stack === undefined ? await startOwn() : { ...options.stack, close: () => Promise.resolve() };
  try {
    if (options.endpoints) {
      const client = new TocsinClient(await prepareTarget(stack));
      printEndpoints(await measureEndpoints(client, { alerts: options.alerts, perSecond: options.rate }));
      return;
    }
    if (!options.engine) await measureWorkloads(options, receiver, stack);
    const engine = measureEngine();
    printEngine(engine, stack.meter === undefined ? null : await measureEngineShare(stack, stack.meter, engine));
  } finally {
    await stack.close();
  }
}

async function measureWorkloads(options: BenchOptions, receiver: WebhookReceiver, stack: Stack): Promise<void> {
  const client = new TocsinClient(await prepareTarget(stack));
  await client.makeWebhook('Bench receiver', options.receiver.publicUrl ?? receiver.url);
  const { concurrency } = options;
  const bench: Bench = { client, receiver, concurrency, ...(stack.meter && { meter: stack.meter }) };
  // What is loaded once, connections and code warmed up, is no alert's cost.
  await runWorkload(bench, loneAlerts(WARM_UP, 'warm-up'));
  for (const workload of workloadsOf(options)) {
    const result = await runWorkload(bench, workload);
    printWorkload(result);
    if (result.lost > 0) process.exitCode = 1;
  }
}

/** The most and the least that an alert can cost, and something between. */
function workloadsOf({ alerts, entities }: BenchOptions): readonly Workload[] {
  return [loneAlerts(alerts), storm(alerts, 1), ...(entities > 1 ? [storm(alerts, entities)] : [])];
}

async function startOwn(): Promise<Stack> {
  const dataDir = temporaryFolder();
  const runner = await startRunner({ dataDir, args: ['--meter'] });
  const { url, api_token: token = '', meter_url: meterUrl = '' } = runner.endpoints;
  const close = async (): Promise<void> => {
    await runner.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, token, meter: createMeterReader(meterUrl), close };
}

async function killStorm({ alerts, entities, concurrency }: BenchOptions, receiver: WebhookReceiver): Promise<void> {
  const tocsin = await startTocsin();
  try {
    const begin = performance.now();
    const storm = { alerts, entities, concurrency, seed: KILL_SEED, deadlineMs: KILL_DEADLINE_MS };
    const report = await runKillStorm(tocsin, receiver, storm);
    console.log(`${alerts} alerts over ${entities} entities, kill -9 of everything in the middle, then a restart:`);
    console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - begin) / 1_000) }, undefined, 2));
    if (report.discrepancies.length > 0) process.exitCode = 1;
  } finally {
    await tocsin.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
