import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { ChildPlan } from './supervised';
import type { QueueHostOrder, QueueHostReport } from './queue-host-protocol';

export interface QueueEngineOptions {
  /** Folder of the compiled child programs. */
  readonly programs: string;
  readonly repository: string;
  /** Folder of the database. */
  readonly data: string;
  readonly port: number;
  readonly onSpawn: (child: ChildProcess) => void;
  /** Told how many messages of a dead runner were made visible again. */
  readonly onReleased: (messages: number) => void;
}

/** The queues (fauxqs) in a process of their own. */
export function queueEngine(options: QueueEngineOptions): ChildPlan {
  let firstStart = true;
  return {
    name: 'the queue engine',
    spawn: () =>
      spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(options.programs, 'queue-host.js'), options.data],
        { detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
      ),
    untilReady: (child) => {
      const order: QueueHostOrder = {
        type: 'start',
        data: options.data,
        port: options.port,
        fauxqs: join(options.repository, 'node_modules/fauxqs/dist'),
        // Only when the runner itself is new: no function of its predecessor runs any more, while after a crash of the
        // engine alone the functions still work on what they received.
        releaseInFlight: firstStart,
      };
      firstStart = false;
      child.send(order);
      return new Promise((resolve) => {
        child.once('message', (report: QueueHostReport) => {
          options.onReleased(report.released);
          resolve();
        });
      });
    },
    onSpawn: options.onSpawn,
  };
}
