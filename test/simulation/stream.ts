import type { HeadChange, StreamStretch, TableStream } from '../../core/usecases/ports';
import type { HeadWrite, MemoryEntities } from '../support/fakes/memory-entities';

/** Of the stream's event source mapping: tries after the first one, then a stretch goes to the failures queue. */
const RETRIES = 3;
const SHARDS = 2;

/** A batch that dispatch is to be given. */
export interface StreamBatch {
  readonly shard: Shard;
  /** Positions in the shard, the end excluded. */
  readonly from: number;
  readonly to: number;
  /** Those of its records that the mapping's filter lets pass, with their positions. */
  readonly changes: readonly (HeadChange & { readonly position: number })[];
}

/** Where the mapping is in one shard of the stream. */
export class Shard {
  position = 0;
  /** Records from `position` on that are tried again in a smaller batch; null: all there are. */
  private bisected: number | null = null;
  private tries = 0;
  isBusy = false;

  constructor(
    readonly id: string,
    readonly writes: HeadWrite[] = [],
  ) {}

  /** The next batch: of any length up to what there is. */
  batch(length: (most: number) => number, passes: (write: HeadWrite) => boolean): StreamBatch {
    const rest = this.writes.length - this.position;
    const to = this.position + length(this.bisected === null ? rest : Math.min(rest, this.bisected));
    const found = this.writes.slice(this.position, to).map((write, index) => ({ write, at: this.position + index }));
    const changes = found
      .filter(({ write }) => passes(write))
      .map(({ write: { before, after }, at }) => ({ before, after, position: at }));
    return { shard: this, from: this.position, to, changes };
  }

  succeeded(to: number): void {
    [this.position, this.tries, this.bisected] = [to, 0, null];
  }

  /** The batch failed from a position on. Gives the stretch that is given up, if it is one try too many. */
  failed({ to }: StreamBatch, from: number): StreamStretch | null {
    if (from > this.position) this.tries = 0;
    this.position = from;
    this.tries += 1;
    if (to - from > 1) {
      this.bisected = Math.ceil((to - from) / 2);
      return null;
    }
    this.bisected = 1;
    if (this.tries <= RETRIES) return null;
    this.succeeded(to);
    return { shard_id: this.id, start_sequence_number: String(from), end_sequence_number: String(to - 1) };
  }
}

/** The table's stream: writes of heads, an entity's always in the same shard and in order. */
export class SimulatedStream implements TableStream {
  readonly shards = Array.from({ length: SHARDS }, (_, index) => new Shard(`shard-${index}`));
  private taken = 0;

  constructor(
    private readonly entities: MemoryEntities,
    private readonly passes: (write: HeadWrite) => boolean,
  ) {}

  /** Takes in what was written since. */
  takeIn(): void {
    for (const write of this.entities.stream.slice(this.taken)) {
      const { integration, entity_id } = write.after;
      const hash = Buffer.from(integration + entity_id).reduce((sum, byte) => sum + byte, 0);
      this.shards[hash % SHARDS]?.writes.push(write);
    }
    this.taken = this.entities.stream.length;
  }

  read({
    shard_id,
    start_sequence_number: from,
    end_sequence_number: to,
  }: StreamStretch): Promise<readonly HeadChange[]> {
    const shard = this.shards.find(({ id }) => id === shard_id);
    const writes = shard?.writes.slice(Number(from), Number(to) + 1) ?? [];
    return Promise.resolve(writes.filter(this.passes).map(({ before, after }) => ({ before, after })));
  }
}
