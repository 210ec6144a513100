import { join } from 'node:path';
import { EnvironmentPool } from './environment-pool';
import type { HostOrder, HostReport } from './protocol';

/*
 * The process of one function: a child of the runner that holds the function's environments. It ends with the runner,
 * also when that is killed: then the channel to it closes.
 */

let pool: EnvironmentPool | undefined;

process.on('disconnect', () => process.exit());

process.on('message', (order: HostOrder) => {
  switch (order.type) {
    case 'configure':
      pool = new EnvironmentPool(join(__dirname, 'environment.js'), order.settings);
      report({ type: 'ready' });
      break;
    case 'invoke':
      void pool?.invoke(order.id, order.event).then((finished) => {
        report({ type: 'finished', id: order.id, finished });
      });
      break;
    case 'usage': {
      const { user, system } = process.cpuUsage();
      report({ type: 'usage', id: order.id, cpuMs: (user + system) / 1000 });
      break;
    }
  }
});

function report(message: HostReport): void {
  // The runner may be gone by the time a function ends; `disconnect` ends this process then.
  if (process.connected) process.send?.(message);
}
