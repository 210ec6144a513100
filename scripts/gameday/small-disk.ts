import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../../local/failure';

/** A disk of our own in memory that can be filled without harm to anybody. */
export interface SmallDisk {
  /** A folder on it. */
  readonly folder: string;
  /** Takes all that is left of it. */
  readonly fill: () => void;
  /** Gives it back. */
  readonly makeRoom: () => void;
  readonly remove: () => void;
}

/** Enough for the data of a game day several times over, little enough for a small machine's memory. */
const MEGABYTES = 192;

/** Mounts a small disk. @throws Error with what the system said when it is not allowed. */
export function mountSmallDisk(): SmallDisk {
  const mount = mkdtempSync(join(tmpdir(), 'tocsin-gameday-'));
  try {
    run('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=700`, 'tocsin-gameday', mount]);
  } catch (error) {
    rmSync(mount, { recursive: true });
    throw error;
  }
  const folder = join(mount, 'data');
  const ballast = join(mount, 'ballast');
  mkdirSync(folder);
  return {
    folder,
    fill: () => {
      writeUntilFull(ballast);
    },
    makeRoom: () => {
      rmSync(ballast);
    },
    remove: () => {
      run('umount', [mount]);
      rmSync(mount, { recursive: true });
    },
  };
}

/** First in large pieces, then in small ones, until not a page is left. */
function writeUntilFull(file: string): void {
  const descriptor = openSync(file, 'w');
  for (const size of [1024 * 1024, 4_096, 1]) {
    const piece = Buffer.alloc(size);
    while (isWritten(descriptor, piece));
  }
  closeSync(descriptor);
}

function isWritten(descriptor: number, piece: Buffer): boolean {
  try {
    return writeSync(descriptor, piece) > 0;
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') return false;
    throw error;
  }
}

function run(command: string, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, [...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error((error?.message ?? stderr).trim());
}
