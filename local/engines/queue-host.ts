import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { killNow } from '../processes';
import { releaseInFlight } from './release-in-flight';
import { fixQueueEngine, listenOnLoopbackOnly } from './queue-fixes';
import type { QueueHostOrder, QueueHostReport } from './queue-host-protocol';

/*
 * The process of the queue engine: a child of the runner that serves fauxqs until the runner ends it — or ends without
 * a word (kill -9): then the channel to it closes, and this process ends itself and the engines that have no channel.
 */

interface Fauxqs {
  readonly startFauxqs: (options: {
    readonly port: number;
    readonly host: string;
    readonly dataDir: string;
    readonly logger: boolean;
  }) => Promise<unknown>;
}

let wards: readonly number[] = [];

process.on('disconnect', () => {
  wards.forEach(killNow);
  process.exit();
});

process.on('message', (order: QueueHostOrder) => {
  if (order.type === 'wards') wards = order.pids;
  else void start(order);
});

async function start(order: Extract<QueueHostOrder, { type: 'start' }>): Promise<void> {
  listenOnLoopbackOnly();
  await fixQueueEngine(order.fauxqs);
  const released = order.releaseInFlight ? releaseInFlight(order.data) : 0;
  const { startFauxqs } = (await import(pathToFileURL(join(order.fauxqs, 'app.js')).href)) as Fauxqs;
  // The queue URLs it makes up are right for "localhost" only; nobody uses them here, but they are stored.
  await startFauxqs({ port: order.port, host: 'localhost', dataDir: order.data, logger: false });
  const report: QueueHostReport = { type: 'ready', released };
  process.send?.(report);
}
