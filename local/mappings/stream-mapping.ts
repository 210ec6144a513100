import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamMappingPlan } from '../assembly/mappings';
import type { AwsCall } from '../aws/call';
import type { Finished } from '../functions/protocol';
import { asArray, asObject, asText, type JsonObject } from '../json';
import type { Checkpoint } from './checkpoint';
import { passes } from './filter';
import { onFailureMessage, type GivenUp } from './on-failure-message';
import { Pause } from './pause';
import { PositionTracker } from './position-tracker';
import { StreamLane } from './stream-lane';
import { StreamReader } from './stream-reader';
import { laneOf, streamRecord } from './stream-record';

export interface StreamMappingDeps {
  /** Calls the table engine, which also serves the stream. */
  readonly tables: AwsCall;
  readonly queues: AwsCall;
  /** URL of the on-failure queue, when the plan has one. */
  readonly onFailureUrl?: string;
  readonly checkpoint: Checkpoint;
  /** True when this run made the table: then the stream has no past to skip. */
  readonly tableIsNew: boolean;
  readonly invoke: (functionName: string, event: string) => Promise<Finished>;
  readonly isExpiry: (keys: JsonObject) => boolean;
  readonly onBatch: (records: number) => void;
  readonly onTrouble: (reason: string) => void;
  /** While true nothing more is read. */
  readonly isPaused: () => boolean;
}

/** Pauses between reads: short while records come, growing to the longest when none do. */
const ACTIVE_MS = 10;
const IDLE_MS = 100;
/** After a function wrote, the stream is read this often at once: its record is there within some milliseconds. */
const EAGER_READS = 3;
/** Between two looks for new shards when none can be read, and between tries to reach an engine. */
const RETRY_MS = 500;

/**
 * Drives a function from a table's stream as Lambda does: shard after shard (a shard after its parent), filtered, in
 * batches, in order per partition key; failed batches by the mapping's rules ({@link file://./stream-batch.ts}).
 * The position is written down after the effect, so a record may come twice and is never skipped.
 */
export class StreamMapping {
  private readonly stopping = new AbortController();
  private readonly pause = new Pause();
  /** Reads to come without a long pause. */
  private eager = 0;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly plan: StreamMappingPlan,
    private readonly deps: StreamMappingDeps,
  ) {}

  /** Resolves when the starting position is fixed: what is written to the table from then on is handed over. */
  async start(): Promise<void> {
    const { checkpoint } = this.deps;
    if (checkpoint.isNew) {
      if (this.plan.startingPosition === 'LATEST' && !this.deps.tableIsNew) await this.skipToEnd();
      checkpoint.save();
    }
    this.loop = this.run();
  }

  /** Something may have been written just now: read soon, rather than at the end of an idle pause. */
  poke(): void {
    this.eager = EAGER_READS;
    this.pause.wake();
  }

  /** Reads no more; resolves when the invocations under way have ended and the position is written. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.pause.wake();
    await this.loop;
    this.deps.checkpoint.saveIfPossible();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const readable = await this.readableShards();
      await Promise.all(readable.map((shardId) => this.readShard(shardId)));
      if (readable.length === 0) await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Shards that are not finished and whose parent is (or is gone). */
  private async readableShards(): Promise<readonly string[]> {
    try {
      const shards = await this.listShards();
      const isOpen = (id: string) => this.deps.checkpoint.get(id)?.kind !== 'finished';
      const open = new Set(shards.map(({ id }) => id).filter(isOpen));
      return shards.filter(({ id, parent }) => open.has(id) && !open.has(parent)).map(({ id }) => id);
    } catch {
      // The engine is down: its supervisor says so.
      return [];
    }
  }

  private async listShards(): Promise<readonly { readonly id: string; readonly parent: string }[]> {
    const shards: { id: string; parent: string }[] = [];
    let after: string | undefined;
    do {
      const input = {
        StreamArn: this.plan.streamArn,
        ...(after === undefined ? {} : { ExclusiveStartShardId: after }),
      };
      const answer = await this.deps.tables('DynamoDBStreams_20120810.DescribeStream', input, this.stopping.signal);
      const description = asObject(answer['StreamDescription']);
      for (const shard of asArray(description['Shards']).map(asObject)) {
        shards.push({ id: asText(shard['ShardId']) ?? '', parent: asText(shard['ParentShardId']) ?? '' });
      }
      after = asText(description['LastEvaluatedShardId']);
    } while (after !== undefined);
    return shards;
  }

  private reader(shardId: string): StreamReader {
    const position = this.deps.checkpoint.get(shardId);
    return new StreamReader(
      this.deps.tables,
      { streamArn: this.plan.streamArn, shardId },
      position?.kind === 'after' ? { after: position.sequenceNumber } : 'TRIM_HORIZON',
      this.stopping.signal,
    );
  }

  /** A mapping that is new to an old table starts with what comes from now on. */
  private async skipToEnd(): Promise<void> {
    for (const { id } of await this.listShards()) {
      const reader = this.reader(id);
      for (;;) {
        const { records, isLast } = await reader.next();
        const sequenceNumber = asText(asObject(records.at(-1)?.['dynamodb'])['SequenceNumber']);
        if (sequenceNumber !== undefined) this.deps.checkpoint.set(id, { kind: 'after', sequenceNumber });
        if (isLast) this.deps.checkpoint.set(id, { kind: 'finished' });
        if (isLast || records.length === 0) break;
      }
    }
  }

  private async readShard(shardId: string): Promise<void> {
    const { plan, deps } = this;
    const { signal } = this.stopping;
    const tracker = new PositionTracker();
    const lanes = this.openLanes(shardId, tracker);
    const reader = this.reader(shardId);
    // Enough for every lane to have its next batch waiting.
    const most = Math.max(2 * plan.batchSize * lanes.length, 100);
    let idleMs = ACTIVE_MS;
    let ended = false;
    while (!ended && !signal.aborted) {
      const isWaiting = tracker.outstanding > most || deps.isPaused();
      const { records, isLast } = isWaiting ? { records: [], isLast: false } : await reader.next();
      ended = isLast;
      for (const raw of records) {
        const record = streamRecord(raw, { streamArn: plan.streamArn, seenAt: Date.now(), isExpiry: deps.isExpiry });
        tracker.add(record.sequenceNumber);
        if (passes(plan.filters, record.record)) lanes[laneOf(record.partition, lanes.length)]?.push(record);
        else this.complete(shardId, tracker, [record.sequenceNumber]);
      }
      this.eager -= 1;
      idleMs = records.length > 0 || this.eager > 0 ? ACTIVE_MS : Math.min(IDLE_MS, idleMs * 1.5);
      if (!ended) await this.pause.wait(idleMs);
    }
    await Promise.all(lanes.map((lane) => lane.idle()));
    if (ended && tracker.outstanding === 0) deps.checkpoint.set(shardId, { kind: 'finished' });
  }

  private openLanes(shardId: string, tracker: PositionTracker): readonly StreamLane[] {
    const { plan, deps } = this;
    return Array.from({ length: plan.parallelization }, () => {
      return new StreamLane({
        plan,
        shardId,
        stopping: this.stopping.signal,
        invoke: deps.invoke,
        onDone: (records) => {
          this.complete(
            shardId,
            tracker,
            records.map(({ sequenceNumber }) => sequenceNumber),
          );
        },
        onGivenUp: (batch) => this.tellFailure(batch),
        onBatch: deps.onBatch,
        onTrouble: deps.onTrouble,
      });
    });
  }

  private complete(shardId: string, tracker: PositionTracker, sequenceNumbers: readonly string[]): void {
    sequenceNumbers.forEach((sequenceNumber) => {
      tracker.complete(sequenceNumber);
    });
    const { position } = tracker;
    if (position !== undefined) this.deps.checkpoint.set(shardId, { kind: 'after', sequenceNumber: position });
  }

  /** Tried until the queue has it (or the runner stops): nothing may end silently. */
  private async tellFailure(batch: GivenUp): Promise<void> {
    const { onFailureUrl, onTrouble, queues } = this.deps;
    onTrouble(`${batch.records.length} stream record(s) given up: ${batch.condition}`);
    if (onFailureUrl === undefined) return;
    const message = JSON.stringify(onFailureMessage(batch, new Date()));
    while (!this.stopping.signal.aborted) {
      try {
        await queues('AmazonSQS.SendMessage', { QueueUrl: onFailureUrl, MessageBody: message });
        return;
      } catch {
        await sleep(RETRY_MS);
      }
    }
  }
}
