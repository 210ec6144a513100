import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../test/support/eventually';
import { listProcesses, type RunnerProcess } from '../../../test/support/storm/list-processes';
import type { GameDay } from '../game-day';
import type { FaultRecord } from './fault-record';
import { readReturn, readUnderWay, type UnderWay } from './runner-lines';
import { untilBusy } from './until-busy';

/** So many alerts, or reads, at once give whoever works on them something to do. */
const BURST = 24;
/** How long after a burst a function is looked at before it is killed at work or not, and how long into its work. */
const BUSY_MS = 1_500;
const INTO_WORK_MS = 100;
/** Functions that each alert passes: killed again until they were at work. The others have little to do, or nothing. */
const HARD_WORKING: readonly string[] = ['ingest', 'process', 'dispatch', 'deliver', 'api'];
const TRIES = 5;
/** So many records are a catch; with process a batch of several alerts is wanted. */
const CATCH: Readonly<Record<string, number>> = { process: 4 };

/** What a function's records are to people; others' are records. */
const RECORDS: Readonly<Record<string, string>> = {
  ingest: 'alert',
  process: 'alert',
  dispatch: 'changed head',
  deliver: 'delivery',
  api: 'request',
};

/** `kill -9` of one process of a runner at its work, again if it had nothing to do; resolves when there is a new one. */
export async function killProcess(day: GameDay, { name }: Pick<RunnerProcess, 'name'>): Promise<FaultRecord> {
  const at = day.time.passed();
  const tries = HARD_WORKING.includes(name) ? TRIES : 1;
  const kills: Kill[] = [];
  while (kills.length < tries && !kills.some(({ underWay }) => underWay.records >= (CATCH[name] ?? 1))) {
    kills.push(await killOnce(day, name));
  }
  const best = kills.reduce((one, other) => (other.underWay.records > one.underWay.records ? other : one));
  const outcome = `back after ${(best.backMs / 1_000).toFixed(1)} s`;
  const which = kills.length === 1 ? '' : `, at kill ${kills.indexOf(best) + 1} of ${kills.length}`;
  return { fault: `kill -9 ${name}`, at, caught: describe(name, best.underWay) + which, outcome };
}

interface Kill {
  readonly underWay: UnderWay;
  readonly backMs: number;
}

async function killOnce(day: GameDay, name: string): Promise<Kill> {
  const { tocsin, deadlineMs } = day;
  const target = await eventually({ what: `${name} runs`, deadlineMs }, () =>
    listProcesses(tocsin.runner).find((process) => process.name === name),
  );
  if (name === 'api') day.readStatuses(BURST);
  else day.load.burst(BURST);
  await untilBusy(target.pid, BUSY_MS);
  await pause(Math.random() * INTO_WORK_MS);
  const killedAt = Date.now();
  process.kill(target.pid, 'SIGKILL');
  const backMs = await eventually({ what: `${name} is back`, deadlineMs }, () =>
    readReturn(tocsin.runner.output(), target.pid),
  );
  return { backMs, underWay: readUnderWay(tocsin.runner.output(), target.pid, killedAt) };
}

function describe(name: string, { invocations, records }: UnderWay): string {
  if (name.endsWith('engine')) return 'whoever was calling it';
  if (records === 0) return 'nothing was under way';
  return `${plural(records, RECORDS[name] ?? 'record')} in ${plural(invocations, 'invocation')}`;
}

function plural(count: number, thing: string): string {
  return `${count} ${count === 1 ? thing : thing.replace(/y$/, 'ie')}${count === 1 ? '' : 's'}`;
}
