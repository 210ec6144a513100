import { readJsonFile, writeJsonFile } from '../data-folder';
import { asObject, asText } from '../json';

/** Where a mapping is in one shard. */
export type ShardPosition = { readonly kind: 'after'; readonly sequenceNumber: string } | { readonly kind: 'finished' };

/** Writing at most this often: what a crash loses of it is done again, which is allowed. */
const SAVE_MS = 50;
/** After a failed write (a full disk) it is tried again this much later. */
const RETRY_MS = 1_000;

/** The positions of one stream mapping, kept in a file so that a restart goes on where the last run was. */
export class Checkpoint {
  private readonly shards = new Map<string, ShardPosition>();
  private timer: NodeJS.Timeout | undefined;
  /** True when no run has ever noted a position in this stream: it is the mapping's first start. */
  readonly isNew: boolean;

  /** Reads the file. Throws when it is damaged (see readJsonFile); a file of another stream counts as none. */
  constructor(
    private readonly path: string,
    private readonly streamArn: string,
  ) {
    const kept = readJsonFile(path);
    this.isNew = kept?.['streamArn'] !== streamArn;
    if (kept === undefined || this.isNew) return;
    for (const [shardId, position] of Object.entries(asObject(kept['shards']))) {
      const sequenceNumber = asText(position);
      this.shards.set(shardId, sequenceNumber === undefined ? { kind: 'finished' } : { kind: 'after', sequenceNumber });
    }
  }

  get(shardId: string): ShardPosition | undefined {
    return this.shards.get(shardId);
  }

  set(shardId: string, position: ShardPosition): void {
    this.shards.set(shardId, position);
    this.timer ??= this.saveAfter(SAVE_MS);
  }

  /** Writes the positions now, unless the disk is full: what is done since the last writing is done again then. */
  saveIfPossible(): boolean {
    try {
      this.save();
      return true;
    } catch {
      return false;
    }
  }

  /** Writes the positions now. @throws Error when they can't be written. */
  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const shards = Object.fromEntries(
      [...this.shards].map(([id, position]) => [id, position.kind === 'after' ? position.sequenceNumber : null]),
    );
    writeJsonFile(this.path, { streamArn: this.streamArn, shards });
  }

  private saveAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      if (!this.saveIfPossible()) this.timer ??= this.saveAfter(RETRY_MS);
    }, ms);
  }
}
