import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Alerts and deliveries that the queues' own file holds: waiting, or received by a function that has not ended. */
export function countQueued(dataDir: string): { readonly alerts: number; readonly deliveries: number } {
  const database = new DatabaseSync(join(dataDir, 'queues', 'fauxqs.db'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT queue_name AS name, count(*) AS n FROM sqs_messages GROUP BY 1').all();
    const count = (pattern: RegExp): number =>
      rows.filter(({ name }) => pattern.test(String(name))).reduce((sum, { n }) => sum + Number(n), 0);
    return { alerts: count(/AlertsQueue[^.]*$/), deliveries: count(/DeliveriesQueue.*\.fifo$/) };
  } finally {
    database.close();
  }
}
