import { existsSync, statSync } from 'node:fs';
import type * as Sqlite from 'node:sqlite';
import { reasonOf, RunnerFailure } from '../failure';

/** Above this size only the header and the schema are read, to keep the start short (pages are read at disk speed). */
const WHOLE_CHECK_BYTES = 256 * 1024 * 1024;

/**
 * Checks that an engine's SQLite file is sound, before the engine meets it. Absent is fine: the engine makes it.
 * Throws {@link RunnerFailure} naming the file when it is damaged.
 */
export function checkDatabase(file: string): void {
  if (!existsSync(file)) return;
  try {
    const verdict = quickCheck(file, statSync(file).size <= WHOLE_CHECK_BYTES);
    if (verdict !== 'ok') throw new Error(verdict);
  } catch (error) {
    throw new RunnerFailure(`the data folder is damaged: ${file}: ${reasonOf(error)}; restore it or move it away`);
  }
}

function quickCheck(file: string, whole: boolean): string {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(file);
  try {
    if (!whole) {
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return 'ok';
    }
    const row = database.prepare('PRAGMA quick_check(1)').get();
    return String(Object.values(row ?? {})[0]);
  } finally {
    database.close();
  }
}

/** Loading node:sqlite prints that it is experimental; people who start the runner have no use for that. */
function loadSqlite(): typeof Sqlite {
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  const sqlite = process.getBuiltinModule('node:sqlite');
  // The warning is emitted on the next tick.
  setImmediate(() => {
    for (const listener of listeners) process.on('warning', listener);
  });
  return sqlite;
}
