import type { DataFolder } from '../data-folder';
import { writeJsonFile } from '../data-folder';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../console-log';
import { RunnerFailure } from '../failure';
import { asArray, asObject, parseJson } from '../json';
import { commandOf, isAlive, killNow } from '../processes';

/** How long a process may take to be gone after kill -9. */
const GONE_MS = 10_000;

/**
 * Ends what a runner that was killed left behind in this data folder: two engines on one database would damage it.
 * A process is ended only when its command line names this data folder — ids are reused.
 */
export async function endOrphans(folder: DataFolder, log: Log): Promise<void> {
  const orphans = readPids(folder).filter((pid) => isAlive(pid) && (commandOf(pid) ?? '').includes(folder.root));
  if (orphans.length > 0) log.warn(`ending ${orphans.length} process(es) that an earlier run left behind`);
  orphans.forEach(killNow);
  const deadline = Date.now() + GONE_MS;
  for (const pid of orphans) {
    while (isAlive(pid)) {
      if (Date.now() > deadline) throw new RunnerFailure(`process ${pid} of an earlier run can't be ended`);
      await sleep(10);
    }
  }
  forgetProcesses(folder);
}

/** Notes the processes that run for this data folder. */
export function rememberProcesses(folder: DataFolder, pids: readonly number[]): void {
  writeJsonFile(folder.processes, { pids });
}

/** To be called when all of them have ended. */
export function forgetProcesses(folder: DataFolder): void {
  rmSync(folder.processes, { force: true });
}

function readPids(folder: DataFolder): readonly number[] {
  try {
    // A file cut short names nobody: the engines then refuse the busy database themselves.
    const pids = asArray(asObject(parseJson(readFileSync(folder.processes, 'utf8')))['pids']);
    return pids.filter((pid): pid is number => typeof pid === 'number');
  } catch {
    return [];
  }
}
