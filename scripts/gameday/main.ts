import { temporaryFolder } from '../../test/support/runner';
import { killEverything } from '../../test/support/storm/kill-everything';
import { startTocsin, type Tocsin } from '../../test/support/tocsin';
import type { GameDayPlan } from './game-day';
import { parseGameDayOptions, USAGE, type GameDayOptions } from './options';
import { findMounts, type Mounts } from './own-mounts';
import { printReport } from './report';
import { runGameDay, type GameDayReport } from './run-game-day';
import { mountSmallDisk } from './small-disk';
import { TimeBudget } from './time-budget';

/*
 * `npm run gameday`: a real system under a real load with `kill -9` of each of its processes at its work, a receiver that
 * blacks out, a full disk, `kill -9` of everything, and then the sums. Exit code 1 when they don't add up, or not in time.
 */

const SEED = 20_261_122;
/** More than fit into the time: the load ends with the faults. */
const MOST_ALERTS = 20_000;
const ENTITIES = 20;
const BLACK_OUT_MS = 6_000;
const FULL_MS = 8_000;
/** Seconds before the end at which all is stopped whatever it is at: the checks end before. */
const LAST_RESORT = 4;

type Disk = GameDayPlan['disk'];

async function main(): Promise<void> {
  const options = parseGameDayOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  const mounts = await findMounts();
  if (mounts.kind === 'elsewhere') {
    process.exitCode = mounts.code;
    return;
  }
  const time = new TimeBudget(options.seconds, mounts.kind === 'own' ? mounts.since - performance.timeOrigin : 0);
  const disk = findDisk(mounts);
  try {
    const report = await runOnDisk(options, disk, time);
    if (options.json) console.log(JSON.stringify({ seconds: time.passed(), ...report }, undefined, 2));
    else printReport(report, time.passed());
    process.exitCode = report.discrepancies.length === 0 ? 0 : 1;
  } finally {
    if (!('none' in disk)) disk.remove();
  }
}

function findDisk(mounts: Mounts): Disk {
  if (mounts.kind !== 'own') return { none: `no mounts of our own (${mounts.kind === 'none' ? mounts.why : ''})` };
  try {
    return mountSmallDisk();
  } catch (error) {
    return { none: `no small disk (${error instanceof Error ? error.message : String(error)})` };
  }
}

async function runOnDisk({ seconds, rate }: GameDayOptions, disk: Disk, time: TimeBudget): Promise<GameDayReport> {
  const tocsin = await startTocsin([], 'none' in disk ? temporaryFolder() : disk.folder);
  const end = endInTime(tocsin, time);
  const plan: GameDayPlan = {
    alerts: MOST_ALERTS,
    entities: ENTITIES,
    seed: SEED,
    perSecond: rate,
    seconds,
    kills: () => true,
    blackOutMs: BLACK_OUT_MS,
    fullMs: FULL_MS,
    disk,
  };
  try {
    return await Promise.race([runGameDay(tocsin, plan, time), end.early]);
  } finally {
    end.cancel();
    await tocsin.close();
  }
}

/** Fails when the time is over or somebody has had enough, with everything killed, so that nothing is left to wait for. */
function endInTime(tocsin: Tocsin, time: TimeBudget): { readonly early: Promise<never>; readonly cancel: () => void } {
  const { promise: early, reject } = Promise.withResolvers<never>();
  const end = (why: string): void => {
    void killEverything(tocsin.runner).finally(() => {
      reject(new Error(why));
    });
  };
  const timer = setTimeout(end, time.msUntil(LAST_RESORT), 'It did not end in time.');
  const interrupt = (): void => {
    end('Interrupted.');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);
  return {
    early,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
