import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { codeOf, RunnerFailure } from './failure';
import { commandOf, isAlive } from './processes';

/**
 * Takes the data folder for this process; the returned function gives it back.
 * Two engines on one database file would damage it, so a folder that a live runner holds is refused with
 * {@link RunnerFailure}. A lock whose process is gone (kill -9, power cut) is taken over.
 */
export function takeLock(path: string): () => void {
  const claim = `${path}.${process.pid}`;
  writeFileSync(claim, `${process.pid}\n`, { mode: 0o600 });
  try {
    // Two rounds: the first may find a dead runner's lock and remove it.
    if (!tryLink(claim, path)) {
      removeIfStale(path);
      if (!tryLink(claim, path)) throw heldBy(readHolder(path), path);
    }
  } finally {
    rmSync(claim, { force: true });
  }
  return () => {
    if (readHolder(path) === process.pid) rmSync(path, { force: true });
  };
}

/** A hard link is made or not made, at once, whoever else tries: the one primitive every file system gives. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(path: string): void {
  const holder = readHolder(path);
  // Process ids are reused: a live process that is no Node program is somebody else.
  if (holder !== undefined && isAlive(holder) && /node|tsx/.test(commandOf(holder) ?? 'node')) {
    throw heldBy(holder, path);
  }
  const aside = `${path}.stale.${process.pid}`;
  try {
    // Renaming first: of two runners that see the same stale lock, only one gets to remove it.
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function heldBy(pid: number | undefined, path: string): RunnerFailure {
  const who = pid === undefined ? 'another runner' : `a running runner (process ${pid})`;
  return new RunnerFailure(
    `the data folder is in use by ${who}: stop it or choose another with --data (lock: ${path})`,
  );
}
