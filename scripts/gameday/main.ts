import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { runGameDay, type GameDayReport } from '../../test/support/storm/game-day';
import { startTocsin } from '../../test/support/tocsin';

/*
 * `npm run gameday [-- --json] [--alerts N]` (N at most): a real system under a steady load with `kill -9` of each of its processes in
 * turn, an endpoint that blacks out, `kill -9` of everything, and then the sums. Exit code 1 when they don't add up.
 */

const SEED = 20_261_122;

function print(report: GameDayReport, seconds: number): void {
  const load = loadavg()[0] ?? 0;
  console.log(`${new Date().toISOString()}, ${cpus().length} cores, load average ${load.toFixed(1)}, ${seconds} s`);
  console.log(`killed: ${report.killed.join(', ')}`);
  const { accepted, refusals, completed, failed, incidents, transitions } = report;
  console.table({ accepted, 'tries without a 200': refusals, completed, failed, incidents, transitions });
  console.table(report.endpoints);
  for (const problem of report.problems) console.log(`DOES NOT ADD UP: ${problem}`);
  console.log(report.problems.length === 0 ? 'Everything adds up.' : `${report.problems.length} problems.`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, alerts: { type: 'string', default: '1500' } },
  });
  const alerts = Number(values.alerts);
  if (!Number.isInteger(alerts) || alerts < 1) throw new Error('--alerts must be a whole number from 1 on');
  const begun = performance.now();
  const tocsin = await startTocsin();
  try {
    const day = { alerts, entities: 20, seed: SEED, perSecond: 8, pauseMs: 1_500, deadlineMs: 60_000 };
    const report = await runGameDay(tocsin, { ...day, kills: () => true });
    const seconds = Math.round((performance.now() - begun) / 1_000);
    if (values.json) console.log(JSON.stringify({ seconds, ...report }, null, 2));
    else print(report, seconds);
    process.exitCode = report.problems.length === 0 ? 0 : 1;
  } finally {
    await tocsin.close();
  }
}

void main();
