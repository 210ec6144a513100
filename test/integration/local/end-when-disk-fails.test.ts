import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const REPOSITORY = join(__dirname, '../../..');

/**
 * Runs a program beside a store that has a real database with room for few pages, whose write methods are wrapped. It says
 * `went on` if it gets to its end.
 */
function run(program: string): { readonly status: number | null; readonly said: string } {
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const { endWhenDiskFails, WRITES } = require('./local/engines/end-when-disk-fails');
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT); PRAGMA max_page_count = 8');
    const insert = db.prepare('INSERT INTO t (body) VALUES (?)');
    class Store { db = db; }
    for (const name of WRITES) Store.prototype[name] = (body) => { insert.run(body); };
    endWhenDiskFails(Store.prototype);
    const store = new Store();
    ${program}
    process.stdout.write('went on');`;
  const node = join(REPOSITORY, 'node_modules/node/bin/node');
  const words = ['--disable-warning=ExperimentalWarning', '--import', 'tsx', '-e', script];
  const { status, stdout, stderr } = spawnSync(node, words, { cwd: REPOSITORY, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

const TOO_MUCH = "'x'.repeat(100_000)";
const ENDED = { status: 1, said: expect.stringMatching(/^the disk refuses a write: database or disk is full/) };

describe('the queue engine', () => {
  it.each([
    ['a write', `store.insertMessage(${TOO_MUCH});`],
    ['a write within a transaction', `store.transaction(() => store.updateMessageInflight(${TOO_MUCH}));`],
    ['a write whose error is caught', `try { store.deleteMessage(${TOO_MUCH}); } catch {}`],
  ])('ends with a reason when the disk has no room for %s', (_, program) => {
    expect(run(program)).toEqual(ENDED);
  });

  it('goes on while there is room, and rolls back what failed for another reason', () => {
    const program = `
      store.insertMessage('kept');
      try {
        store.transaction(() => { store.insertMessage('rolled back'); throw new Error('of its own'); });
      } catch ({ message }) { process.stdout.write(message + ', '); }
      store.transaction(() => store.insertMessage('kept, too'));
      process.stdout.write(db.prepare('SELECT body FROM t').all().map(({ body }) => body).join(' / ') + ', ');`;
    expect(run(program)).toEqual({ status: 0, said: 'of its own, kept / kept, too, went on' });
  });
});
