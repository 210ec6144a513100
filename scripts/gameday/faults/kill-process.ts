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
  const isEngine = name.endsWith('engine');
  const tries = HARD_WORKING.includes(name) ? TRIES : 1;
  for (let attempt = 1; ; attempt += 1) {
    const { underWay, backMs } = await killOnce(day, name);
    const outcome = `back after ${(backMs / 1_000).toFixed(1)} s`;
    const isEnough = isEngine || underWay.records > 0 || attempt === tries;
    if (isEnough) return { fault: `kill -9 ${name}`, at, outcome, caught: describe(name, underWay, attempt) };
  }
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

function describe(name: string, { invocations, records }: UnderWay, attempt: number): string {
  if (name.endsWith('engine')) return 'whoever was calling it';
  const after = attempt > 1 ? `, at kill ${attempt}` : '';
  if (records === 0) return `nothing was under way${after}`;
  return `${plural(records, RECORDS[name] ?? 'record')} in ${plural(invocations, 'invocation')}${after}`;
}

function plural(count: number, thing: string): string {
  return `${count} ${count === 1 ? thing : thing.replace(/y$/, 'ie')}${count === 1 ? '' : 's'}`;
}
