import { setTimeout as pause } from 'node:timers/promises';
import { listProcesses } from '../../test/support/storm/list-processes';
import type { Discrepancy } from '../../test/support/storm/ledger/observed';
import { blackOut } from './faults/black-out';
import type { FaultRecord } from './faults/fault-record';
import { fillDisk } from './faults/fill-disk';
import { killAll } from './faults/kill-all';
import { killProcess } from './faults/kill-process';
import type { GameDay } from './game-day';

/** Before the first fault and between two, in milliseconds: some alerts go through undisturbed. */
const PAUSE_MS = 700;
/** So many seconds before the end no more of that kind begins: what follows needs its time, too. */
const LAST_KILL = 90;
const LAST_FILL = 75;

export interface Broken {
  readonly faults: readonly FaultRecord[];
  /** What went wrong during the faults themselves. */
  readonly discrepancies: readonly Discrepancy[];
}

/**
 * One fault after the other while alerts come: every process is killed at its work, the disk fills, and last everything is
 * killed at once. The receiver's blackout goes on beside the kills.
 */
export async function breakThings(day: GameDay): Promise<Broken> {
  await pause(PAUSE_MS);
  const [darkness, kills] = await Promise.all([blackOut(day), killEach(day)]);
  const { disk } = day.plan;
  const full = await ('none' in disk ? leaveOut(day, 'full disk', disk.none) : fillInTime(day, disk));
  await pause(PAUSE_MS);
  const all = await killAll(day);
  return { faults: [darkness, ...kills, full.record, all], discrepancies: full.discrepancies };
}

async function killEach(day: GameDay): Promise<readonly FaultRecord[]> {
  const faults: FaultRecord[] = [];
  const processes = listProcesses(day.tocsin.runner).filter(({ name }) => day.plan.kills(name));
  // Engines last: what is dark at the beginning is to be seen by functions that work.
  const isEngine = ({ name }: { readonly name: string }): boolean => name.endsWith('engine');
  for (const process of processes.toSorted((a, b) => Number(isEngine(a)) - Number(isEngine(b)))) {
    const isTime = day.time.msUntil(scaled(day, LAST_KILL)) > 0;
    faults.push(isTime ? await killProcess(day, process) : leaveOut(day, `kill -9 ${process.name}`, NO_TIME).record);
    await pause(PAUSE_MS);
  }
  return faults;
}

const NO_TIME = 'no time left';

function fillInTime(day: GameDay, disk: Parameters<typeof fillDisk>[1]): ReturnType<typeof fillDisk> {
  if (day.time.msUntil(scaled(day, LAST_FILL)) > 0) return fillDisk(day, disk);
  return Promise.resolve(leaveOut(day, 'full disk', NO_TIME));
}

/** The reserves are those of three minutes; a shorter day has shorter ones. */
function scaled({ plan }: GameDay, seconds: number): number {
  return (seconds * plan.seconds) / 180;
}

function leaveOut(day: GameDay, fault: string, why: string): Awaited<ReturnType<typeof fillDisk>> {
  return { record: { fault, at: day.time.passed(), caught: '', outcome: `left out: ${why}` }, discrepancies: [] };
}
