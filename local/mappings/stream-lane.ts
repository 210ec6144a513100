import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamMappingPlan } from '../assembly/mappings';
import type { Finished } from '../functions/protocol';
import { readBatchResponse } from './batch-response';
import type { GivenUp } from './on-failure-message';
import { batchEvent, splitBySize } from './split-by-size';
import { react, splitExpired, type Batch, type BatchOutcome, type DiscardCondition } from './stream-batch';
import type { StreamRecord } from './stream-record';

export interface StreamLaneDeps {
  readonly plan: StreamMappingPlan;
  readonly shardId: string;
  readonly stopping: AbortSignal;
  readonly invoke: (functionName: string, event: string) => Promise<Finished>;
  /** Records that are done with, one way or the other. */
  readonly onDone: (records: readonly StreamRecord[]) => void;
  /** Tells the on-failure queue about a batch given up; resolves when it has it. */
  readonly onGivenUp: (batch: GivenUp) => Promise<void>;
  readonly onBatch: (records: number) => void;
  readonly onTrouble: (reason: string) => void;
}

/** Between two looks while a batching window is open. */
const WINDOW_POLL_MS = 10;

/** Handles the records of some partition keys of one shard, batch after batch, in order. */
export class StreamLane {
  private readonly queue: StreamRecord[] = [];
  private working: Promise<void> | undefined;

  constructor(private readonly deps: StreamLaneDeps) {}

  push(record: StreamRecord): void {
    this.queue.push(record);
    this.working ??= this.work().finally(() => {
      this.working = undefined;
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.queue.length > 0 && !this.deps.stopping.aborted) {
      await this.untilFull();
      const records = this.queue.splice(0, this.deps.plan.batchSize);
      await this.handle(splitBySize(records).map((run) => ({ records: run, failures: 0 })));
    }
  }

  private async untilFull(): Promise<void> {
    const { batchSize, windowSeconds } = this.deps.plan;
    const end = performance.now() + windowSeconds * 1000;
    while (this.queue.length < batchSize && performance.now() < end && !this.deps.stopping.aborted) {
      await sleep(WINDOW_POLL_MS);
    }
  }

  /** Works through a batch and what is left of it after failures; stops between invocations when told to. */
  private async handle(batches: readonly Batch<StreamRecord>[]): Promise<void> {
    const left = [...batches];
    while (!this.deps.stopping.aborted) {
      const batch = left.shift();
      if (batch === undefined) return;
      const { expired, rest } = splitExpired(this.deps.plan, batch, Date.now());
      if (expired !== undefined) await this.giveUp(expired, 'RecordAgeExceeded', false);
      if (rest !== undefined) left.unshift(...(await this.attempt(rest)));
    }
  }

  /** One invocation; answers with what is left to do of the batch. */
  private async attempt(batch: Batch<StreamRecord>): Promise<readonly Batch<StreamRecord>[]> {
    const { plan } = this.deps;
    this.deps.onBatch(batch.records.length);
    const finished = await this.deps.invoke(plan.functionName, batchEvent(batch.records));
    const outcome = this.outcomeOf(batch, finished);
    const reaction = react(plan, batch, outcome);
    if (outcome.kind === 'failed-from') this.deps.onDone(batch.records.slice(0, outcome.index));
    switch (reaction.kind) {
      case 'done':
        this.deps.onDone(batch.records);
        return [];
      case 'discard':
        await this.giveUp(reaction.batch, reaction.condition, !finished.outcome.ok);
        return [];
      case 'retry':
        // Woken early by the runner's end, which the caller looks for.
        await sleep(reaction.delayMs, undefined, { signal: this.deps.stopping }).catch(() => undefined);
        return reaction.left;
    }
  }

  private outcomeOf({ records }: Batch<StreamRecord>, { outcome }: Finished): BatchOutcome {
    if (!outcome.ok) return { kind: 'error' };
    if (!this.deps.plan.reportsItemFailures) return { kind: 'success' };
    const verdict = readBatchResponse(outcome.payload, new Set(records.map(({ sequenceNumber }) => sequenceNumber)));
    if (verdict.kind === 'success') return verdict;
    if (verdict.kind === 'partial') {
      // Of several, the lowest counts: a stream is taken up again from there.
      return {
        kind: 'failed-from',
        index: records.findIndex(({ sequenceNumber }) => verdict.failed.has(sequenceNumber)),
      };
    }
    this.deps.onTrouble(verdict.reason);
    return { kind: 'failed-from', index: 0 };
  }

  private async giveUp(batch: Batch<StreamRecord>, condition: DiscardCondition, functionError: boolean): Promise<void> {
    const [first, ...others] = batch.records;
    if (first === undefined) return;
    const { plan, shardId } = this.deps;
    await this.deps.onGivenUp({
      functionName: plan.functionName,
      requestId: randomUUID(),
      condition,
      invocations: batch.failures,
      functionError,
      streamArn: plan.streamArn,
      shardId,
      records: [first, ...others],
    });
    // Aborted while the queue was down: the batch stays open and is taken up again by the next run.
    if (!this.deps.stopping.aborted) this.deps.onDone(batch.records);
  }
}
