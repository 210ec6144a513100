import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelOfId } from '../../../local/assembly/functions';
import type { TestRunner } from '../runner';

/** A process that a runner has started. */
export interface RunnerProcess {
  readonly pid: number;
  /** For people, as in the runner's lines: the function's name, `table engine` or `queue engine`. */
  readonly name: string;
}

/**
 * The processes of a runner that live just now. A process is listed only if its parent is the runner: ids are reused, and
 * whoever asks wants to kill what is listed.
 */
export function listProcesses({ dataDir, endpoints }: TestRunner): readonly RunnerProcess[] {
  const { pids } = JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as { readonly pids: number[] };
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const isOurs = Number(parent) === endpoints.pid && pids.includes(Number(pid));
    return isOurs ? [{ pid: Number(pid), name: nameOf(command) }] : [];
  });
}

function nameOf(command: string): string {
  if (command.includes('DynamoDBLocal.jar')) return 'table engine';
  if (command.includes('queue-host.js')) return 'queue engine';
  const id = /\/host\.js (\S+)/.exec(command)?.[1];
  return id === undefined ? command : labelOfId(id);
}
