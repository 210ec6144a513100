import { statfs } from 'node:fs/promises';
import type { Log } from './console-log';
import { RunnerFailure } from './failure';

/**
 * With less than this left on the disk nothing new is begun: what is under way still finds room, and so do the engines,
 * whose files grow by pages.
 */
export const LEAST_BYTES = 32 * 1024 * 1024;
/** It goes on with this much: more than the least, or it would be on and off with each page that is written. */
export const ENOUGH_BYTES = 48 * 1024 * 1024;
const LOOK_MS = 250;

/**
 * Watches how much room the disk of the data folder has. While it is full nothing may be accepted or begun: an engine
 * that can't write answers errors at best, and what failed for want of room comes again minutes later only.
 */
export class DiskSpace {
  private full = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly folder: string,
    private readonly log: Log,
    private readonly readFree: (folder: string) => Promise<number> = freeBytes,
  ) {}

  /** Whether there is too little room just now. */
  readonly isFull = (): boolean => this.full;

  /** Looks from now on. Throws {@link RunnerFailure} when there is too little room to start with. */
  async start(): Promise<void> {
    const free = await this.readFree(this.folder);
    if (free < LEAST_BYTES) {
      throw new RunnerFailure(
        `the disk of the data folder is full (${this.describe(free)}): make room and start again`,
      );
    }
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const free = await this.readFree(this.folder);
    if (!this.full && free < LEAST_BYTES) {
      this.full = true;
      this.log.warn(
        `the disk of the data folder is full (${this.describe(free)}): nothing is accepted until there is room`,
      );
    } else if (this.full && free >= ENOUGH_BYTES) {
      this.full = false;
      this.log.info(`the disk of the data folder has room again (${this.describe(free)}): going on`);
    }
  }

  private describe(free: number): string {
    return `${this.folder}: ${megabytes(free)} MB free, ${megabytes(this.full ? ENOUGH_BYTES : LEAST_BYTES)} MB needed`;
  }
}

/** What this user may still take. A disk that can't be asked counts as roomy: the engines find out. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
