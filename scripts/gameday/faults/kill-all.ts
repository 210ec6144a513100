import { killEverything } from '../../../test/support/storm/kill-everything';
import type { GameDay } from '../game-day';
import { countQueued } from './count-queued';
import type { FaultRecord } from './fault-record';
import { warningsOf } from './runner-lines';

/**
 * `kill -9` of the runner and all its processes at once, and a start on the same data. It is the last fault: messages that
 * a killed function held wait out their visibility timeout (minutes, as in AWS), and a new runner lets go of them at once.
 */
export async function killAll({ tocsin, time, lines }: GameDay): Promise<FaultRecord> {
  const at = time.passed();
  await killEverything(tocsin.runner);
  lines.push(...warningsOf(tocsin.runner.output()));
  const { alerts, deliveries } = countQueued(tocsin.runner.dataDir);
  const begun = performance.now();
  await tocsin.start();
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const caught = `${alerts} alerts and ${deliveries} deliveries in the queues`;
  return { fault: 'kill -9 everything', at, caught, outcome: `started again on the same data in ${seconds} s` };
}
