import { writeSync } from 'node:fs';
import { reasonOf } from '../failure';

/** fauxqs's methods that write what queues are made of. */
export const WRITES = [
  'insertQueue',
  'updateQueueSequenceCounter',
  'insertMessage',
  'deleteMessage',
  'updateMessageInflight',
  'updateMessageReady',
] as const;

/** fauxqs's PersistenceManager, as far as it is changed here. */
interface Store {
  readonly db: { readonly exec: (sql: string) => void };
  transaction: (this: Store, work: () => void) => void;
}
type Writes = Record<(typeof WRITES)[number], (this: unknown, ...settings: unknown[]) => void>;

/** SQLite's primary codes for a disk that takes no write (https://sqlite.org/rescode.html): IOERR, FULL, CANTOPEN. */
const DISK_CODES: readonly number[] = [10, 13, 14];

/**
 * fauxqs changes its memory first and the disk after, and goes on when that fails: with messages hidden that nobody has,
 * groups whose order is lost, ids remembered as sent that are nowhere. What is on the disk is always whole; so a write that
 * fails ends the process, and the one that is started after it begins with what the disk has.
 * @param store the prototype of fauxqs's PersistenceManager.
 */
export function endWhenDiskFails(store: object): void {
  const methods = store as Writes & Store;
  for (const name of WRITES) {
    const write = methods[name];
    methods[name] = function (this: unknown, ...settings) {
      orEnd(() => {
        write.apply(this, settings);
      });
    };
  }
  // Its own one rolls back after a COMMIT that failed, where there may be nothing left to roll back, and throws that.
  methods.transaction = function (this: Store, work) {
    this.db.exec('BEGIN');
    try {
      work();
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
    orEnd(() => {
      this.db.exec('COMMIT');
    });
  };
}

/** Does the work; ends this process when the disk refuses it. @throws whatever else is wrong. */
export function orEnd(work: () => void): void {
  try {
    work();
  } catch (error) {
    const { errcode = 0 } = error as { readonly errcode?: number };
    // The low byte is the primary code; the others say more of it.
    if (!DISK_CODES.includes(errcode & 0xff)) throw error;
    // Written at once: there is no time left in which a pipe could be emptied.
    writeSync(process.stderr.fd, `the disk refuses a write: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}
