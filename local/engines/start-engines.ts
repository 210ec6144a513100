import { join } from 'node:path';
import type { Log } from '../console-log';
import type { DataFolder } from '../data-folder';
import { reasonOf, RunnerFailure } from '../failure';
import type { ProcessList } from '../process-list';
import { checkDatabase } from './check-database';
import { freePort } from './free-port';
import { queueEngine } from './queue-engine';
import { Supervised } from './supervised';
import { tableEngine } from './table-engine';

export interface Engines {
  /** Base URLs, on loopback. */
  readonly tables: string;
  readonly queues: string;
  readonly stop: () => Promise<void>;
}

export interface EngineOptions {
  readonly folder: DataFolder;
  readonly repository: string;
  readonly programs: string;
  readonly java: Promise<string>;
  readonly processes: ProcessList;
  readonly log: Log;
}

/**
 * Checks both databases and starts both engines; resolves when they answer.
 * Throws {@link RunnerFailure} when a database is damaged, Java is missing, or an engine does not start.
 */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { folder, repository, programs, processes, log } = options;
  checkDatabase(join(folder.queues, 'fauxqs.db'));
  checkDatabase(join(folder.table, 'shared-local-instance.db'));
  const [tablePort, queuePort] = [await freePort(), await freePort()];
  const queues = new Supervised(
    queueEngine({
      programs,
      repository,
      data: folder.queues,
      port: queuePort,
      onSpawn: (child) => {
        processes.add(child);
        processes.setGuardian(child);
      },
      onReleased: (messages) => {
        if (messages > 0)
          log.info(`${messages} message(s) that were being worked on when the last run ended come again`);
      },
    }),
    log,
  );
  const tables = new Supervised(
    tableEngine({
      java: await options.java,
      repository,
      data: folder.table,
      port: tablePort,
      onSpawn: (child) => {
        processes.add(child);
        processes.addWard(child);
      },
    }),
    log,
  );
  const stop = async () => {
    await Promise.all([tables.stop(), queues.stop()]);
  };
  const started = await Promise.allSettled([tables.start(), queues.start()]);
  const failed = started.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw new RunnerFailure(reasonOf(failed.reason));
  }
  return { tables: `http://127.0.0.1:${tablePort}`, queues: `http://127.0.0.1:${queuePort}`, stop };
}
