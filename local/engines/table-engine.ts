import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsCaller } from '../aws/call';
import { RunnerFailure } from '../failure';
import type { ChildPlan } from './supervised';

export interface TableEngineOptions {
  readonly java: string;
  /** Root of the repository, whose node_modules has the jars. */
  readonly repository: string;
  /** Folder of the database. */
  readonly data: string;
  readonly port: number;
  readonly onSpawn: (child: ChildProcess) => void;
}

/** Its first start on a slow machine, with room. */
const READY_MS = 60_000;

/** Amazon's DynamoDB Local, on disk, one database for all regions, without telemetry. */
export function tableEngine(options: TableEngineOptions): ChildPlan {
  const folder = join(options.repository, 'node_modules/amplify-dynamodb-simulator/emulator');
  if (!existsSync(join(folder, 'DynamoDBLocal.jar'))) {
    throw new RunnerFailure(`DynamoDB Local is missing (${folder}): run "npm ci" first`);
  }
  // The quick compiler only: measured on two cores, the engine is ready after 2.6 s of CPU time rather than 6, and its
  // first 9,000 writes take a third less; the thorough compiler has paid for itself after some 27,000 writes.
  const java = ['-XX:TieredStopAtLevel=1', '-Djava.library.path=DynamoDBLocal_lib'];
  const words = [...java, '-jar', 'DynamoDBLocal.jar', '-port', String(options.port)];
  return {
    name: 'the table engine',
    // Own process group: a Ctrl-C in the terminal is for the runner, which stops the engines last.
    spawn: () =>
      spawn(options.java, [...words, '-dbPath', options.data, '-sharedDb', '-disableTelemetry'], {
        cwd: folder,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    untilReady: (child) => untilAnswering(child, `http://127.0.0.1:${options.port}`),
    onSpawn: options.onSpawn,
  };
}

async function untilAnswering(child: ChildProcess, endpoint: string): Promise<void> {
  const call = awsCaller(endpoint);
  const deadline = Date.now() + READY_MS;
  while (child.exitCode === null && child.signalCode === null) {
    try {
      await call('DynamoDB_20120810.ListTables', { Limit: 1 });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(25);
    }
  }
}
