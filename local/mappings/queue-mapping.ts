import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueMappingPlan } from '../assembly/mappings';
import type { AwsCall } from '../aws/call';
import type { Finished } from '../functions/protocol';
import { asArray, asObject } from '../json';
import { readBatchResponse } from './batch-response';
import { passes } from './filter';
import { queueRecord, type QueueRecord } from './queue-record';
import { batchEvent, splitBySize } from './split-by-size';

export interface QueueMappingDeps {
  readonly call: AwsCall;
  readonly queueUrl: string;
  readonly invoke: (functionName: string, event: string) => Promise<Finished>;
  /** Most invocations at a time. */
  readonly concurrency: number;
  readonly onBatch: (records: number) => void;
  /** While true nothing is received: a batch that fails would come again after its visibility timeout only. */
  readonly isPaused: () => boolean;
  /** Something the function did that makes the batch come again, other than an error of its own. */
  readonly onTrouble: (reason: string) => void;
}

/** SQS's limits: of one receive or delete, and of a long poll. */
const MAX_MESSAGES = 10;
const LONG_POLL_SECONDS = 20;
/** Between two looks while a batching window is open, and after a call that failed. */
const WINDOW_POLL_MS = 25;
const RETRY_MS = 200;
const DELETE_TRIES = 25;

/**
 * Drives a function from a queue as Lambda's pollers do: gathers a batch, invokes, deletes what succeeded. What failed
 * is left alone: it comes back when its visibility timeout has passed, and at maxReceiveCount goes to the dead-letter
 * queue (the engine does both). Messages are received only when an invocation can take them at once.
 */
export class QueueMapping {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly plan: QueueMappingPlan,
    private readonly deps: QueueMappingDeps,
  ) {}

  start(): void {
    this.loop = this.poll();
  }

  /** Receives no more; resolves when the batches under way have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    await Promise.all(this.running);
  }

  private async poll(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      if (this.running.size >= this.deps.concurrency) {
        await Promise.race(this.running);
        continue;
      }
      if (this.deps.isPaused()) {
        await sleep(RETRY_MS);
        continue;
      }
      const batch = await this.gather();
      if (batch.length === 0) continue;
      const work = this.handle(batch).finally(() => {
        this.running.delete(work);
      });
      this.running.add(work);
    }
  }

  private async gather(): Promise<readonly QueueRecord[]> {
    const { batchSize, windowSeconds } = this.plan;
    const batch = [...(await this.receive(batchSize, LONG_POLL_SECONDS))];
    const end = performance.now() + windowSeconds * 1000;
    while (batch.length > 0 && batch.length < batchSize && performance.now() < end && !this.stopping.signal.aborted) {
      // Short polls: a long poll given up in the middle would take its messages with it.
      const more = await this.receive(batchSize - batch.length, 0);
      batch.push(...more);
      if (more.length === 0) await sleep(WINDOW_POLL_MS);
    }
    return batch;
  }

  private async receive(count: number, waitSeconds: number): Promise<readonly QueueRecord[]> {
    const input = {
      QueueUrl: this.deps.queueUrl,
      MaxNumberOfMessages: Math.min(count, MAX_MESSAGES),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    try {
      const { Messages } = await this.deps.call('AmazonSQS.ReceiveMessage', input, this.stopping.signal);
      return asArray(Messages).map((message) => queueRecord(asObject(message), this.plan.queue));
    } catch {
      // Stopping, or the engine is down: its supervisor says so, and it will be back.
      if (!this.stopping.signal.aborted) await sleep(RETRY_MS);
      return [];
    }
  }

  private async handle(batch: readonly QueueRecord[]): Promise<void> {
    const wanted = batch.filter((record) => passes(this.plan.filters, record.forFilters));
    // Lambda deletes what a filter refuses.
    await this.remove(batch.filter((record) => !wanted.includes(record)));
    for (const run of splitBySize(wanted)) {
      this.deps.onBatch(run.length);
      const finished = await this.deps.invoke(this.plan.functionName, batchEvent(run));
      await this.remove(this.succeeded(run, finished));
    }
  }

  private succeeded(run: readonly QueueRecord[], { outcome }: Finished): readonly QueueRecord[] {
    if (!outcome.ok) return [];
    if (!this.plan.reportsItemFailures) return run;
    const verdict = readBatchResponse(outcome.payload, new Set(run.map(({ messageId }) => messageId)));
    if (verdict.kind === 'success') return run;
    if (verdict.kind === 'partial') return run.filter(({ messageId }) => !verdict.failed.has(messageId));
    this.deps.onTrouble(verdict.reason);
    return [];
  }

  private async remove(records: readonly QueueRecord[]): Promise<void> {
    for (let index = 0; index < records.length; index += MAX_MESSAGES) {
      const entries = records
        .slice(index, index + MAX_MESSAGES)
        .map(({ receiptHandle }, position) => ({ Id: String(position), ReceiptHandle: receiptHandle }));
      await this.removeSome({ QueueUrl: this.deps.queueUrl, Entries: entries });
    }
  }

  /** Tried while the engine restarts; given up, the messages come again, which every function here must bear. */
  private async removeSome(input: {
    readonly QueueUrl: string;
    readonly Entries: readonly { Id: string; ReceiptHandle: string }[];
  }): Promise<void> {
    for (let attempt = 1; attempt <= DELETE_TRIES; attempt += 1) {
      try {
        await this.deps.call('AmazonSQS.DeleteMessageBatch', {
          QueueUrl: input.QueueUrl,
          Entries: input.Entries.map((entry) => ({ ...entry })),
        });
        return;
      } catch {
        await sleep(RETRY_MS);
      }
    }
  }
}
