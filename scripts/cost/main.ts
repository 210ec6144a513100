import { startWebhookReceiver } from '../../test/support/receiver';
import { startTocsin } from '../../test/support/tocsin';
import { createMeterReader } from '../bench/read-meter';
import { runWorkload, type Bench } from '../bench/run-workload';
import { loneAlerts } from '../bench/workloads';
import { makeBill, totalOf, type BillLine } from './bill';
import { makeIdleBill } from './idle-bill';
import { PRICES_AS_OF } from './prices';
import { readTemplate, type DeployedParts } from './read-template';
import { costWorkloads } from './workloads';

/*
 * `npm run cost`: what AWS would bill for a million alerts, from the calls that a run on this machine really makes, and for
 * a month without any. `npm run cost -- 200` for fewer alerts per workload than the default 1,000.
 */

const ALERTS = 1_000;
/** The storm of the bill has ten times as many. */
const STORM_FACTOR = 10;
const MILLION = 1_000_000;
const WARM_UP = 100;
const CONCURRENCY = 32;

async function main(alerts: number): Promise<void> {
  const parts = readTemplate();
  const [tocsin, receiver] = await Promise.all([startTocsin(['--meter']), startWebhookReceiver()]);
  try {
    await tocsin.client.makeWebhook('Cost receiver', receiver.url);
    const meter = createMeterReader(tocsin.runner.endpoints.meter_url ?? '');
    const bench: Bench = { client: tocsin.client, receiver, concurrency: CONCURRENCY, meter };
    await runWorkload(bench, loneAlerts(WARM_UP, 'warm-up'));
    console.log(`US dollars per million alerts, one endpoint, us-east-1 list prices of ${PRICES_AS_OF}`);
    for (const workload of costWorkloads(alerts, alerts * STORM_FACTOR)) {
      const result = await runWorkload(bench, workload);
      if (result.figures === undefined || result.lost > 0) throw new Error(`${workload.name}: ${result.lost} lost`);
      const of = { alerts: workload.alerts.length, per: MILLION };
      printBill(`${workload.name}: ${of.alerts} alerts`, makeBill(result.figures, parts.sizes, of));
    }
  } finally {
    await Promise.all([tocsin.close(), receiver.close()]);
  }
  printIdle(parts);
}

function printIdle({ resources }: DeployedParts): void {
  printBill('a month without alerts', makeIdleBill(resources));
}

function printBill(title: string, bill: readonly BillLine[]): void {
  console.log(`\n${title}`);
  for (const { what, quantity, dollars } of bill) {
    const amount = Math.round(quantity).toLocaleString('en-US');
    console.log(`  ${what.padEnd(36)} ${amount.padStart(16)}  ${dollars.toFixed(3).padStart(8)}`);
  }
  console.log(`  ${'total'.padEnd(36)} ${''.padStart(16)}  ${totalOf(bill).toFixed(2).padStart(8)}`);
}

const asked = Number(process.argv[2] ?? ALERTS);
if (!Number.isInteger(asked) || asked < 20) {
  console.error('Usage: npm run cost -- [alerts per workload, a whole number from 20]');
  process.exitCode = 2;
} else {
  main(asked).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
