import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Messages that a function hid on purpose, with the time until which; see {@link releaseInFlight}. */
export const POSTPONED_TABLE = `CREATE TABLE IF NOT EXISTS tocsin_postponed (
  message_id TEXT PRIMARY KEY, visibility_deadline INTEGER NOT NULL)`;

/**
 * Makes the messages visible at once that were in flight when the last runner died; answers with their number.
 * AWS would keep them hidden until their visibility timeout (minutes). Here it is known that nobody works on them: the
 * functions died with the runner, and this runs before the engine is up. The receive that came to nothing does not
 * count either, or a few restarts would dead-letter an innocent message.
 * Messages that a function had put off (ChangeMessageVisibility) keep their time: that is a schedule, not a loss.
 */
export function releaseInFlight(folder: string): number {
  const file = join(folder, 'fauxqs.db');
  if (!existsSync(file)) return 0;
  const database = new DatabaseSync(file);
  try {
    const known = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'sqs_messages'").get();
    if (known?.['n'] === 0) return 0;
    database.exec(POSTPONED_TABLE);
    database.prepare('DELETE FROM tocsin_postponed WHERE visibility_deadline < ?').run(Date.now());
    const { changes } = database
      .prepare(
        `UPDATE sqs_messages
         SET receipt_handle = NULL, visibility_deadline = NULL,
             approximate_receive_count = max(0, approximate_receive_count - 1)
         WHERE visibility_deadline > ? AND NOT EXISTS (
           SELECT 1 FROM tocsin_postponed p
           WHERE p.message_id = sqs_messages.message_id AND p.visibility_deadline = sqs_messages.visibility_deadline)`,
      )
      .run(Date.now());
    return Number(changes);
  } finally {
    database.close();
  }
}
