import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../eventually';
import type { TestRunner } from '../runner';

/** `kill -9` of a runner and of every process it has started, at the same moment, as a power cut would. */
export async function killEverything({ dataDir, endpoints, kill9 }: TestRunner): Promise<void> {
  const { pids } = JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as { readonly pids: number[] };
  const all = [endpoints.pid, ...pids];
  for (const pid of all) signal(pid, 'SIGKILL');
  // The runner is our child: this waits for its end.
  await kill9();
  await eventually({ what: 'every process is gone' }, () => all.every((pid) => !signal(pid, 0)));
}

/** Whether the process was there to be signalled. */
function signal(pid: number, which: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, which);
  } catch {
    // ESRCH: it is gone already, which is what is wanted.
    return false;
  }
}
