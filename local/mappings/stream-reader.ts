import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, type AwsCall } from '../aws/call';
import { asArray, asObject, asText, type JsonObject } from '../json';

/** Where to start reading a shard. */
export type StartAt = 'TRIM_HORIZON' | { readonly after: string };

/** Records of one page, and whether the shard has ended with it. */
export interface Page {
  readonly records: readonly JsonObject[];
  readonly isLast: boolean;
}

/** The most that a read may answer with. */
const PAGE = 1000;
const RETRY_MS = 200;

/** Reads one shard page by page, over restarts of the engine and expired iterators. */
export class StreamReader {
  private iterator: string | undefined;

  constructor(
    private readonly call: AwsCall,
    private readonly shard: { readonly streamArn: string; readonly shardId: string },
    private position: StartAt,
    private readonly stopping: AbortSignal,
  ) {}

  /** The next page, which may be empty. After an error of the engine: an empty page, after a short wait. */
  async next(): Promise<Page> {
    try {
      this.iterator ??= await this.openIterator();
      const { Records, NextShardIterator } = await this.call(
        'DynamoDBStreams_20120810.GetRecords',
        { ShardIterator: this.iterator, Limit: PAGE },
        this.stopping,
      );
      const records = asArray(Records).map(asObject);
      const last = asText(asObject(records.at(-1)?.['dynamodb'])['SequenceNumber']);
      if (last !== undefined) this.position = { after: last };
      this.iterator = asText(NextShardIterator);
      return { records, isLast: this.iterator === undefined };
    } catch (error) {
      this.recover(error);
      if (!this.stopping.aborted) await sleep(RETRY_MS);
      return { records: [], isLast: false };
    }
  }

  private async openIterator(): Promise<string> {
    const where =
      this.position === 'TRIM_HORIZON'
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: this.position.after };
    const answer = await this.call(
      'DynamoDBStreams_20120810.GetShardIterator',
      { StreamArn: this.shard.streamArn, ShardId: this.shard.shardId, ...where },
      this.stopping,
    );
    return asText(answer['ShardIterator']) ?? '';
  }

  /** Iterators expire and engines restart: read on from the last record. What was trimmed meanwhile can't be had. */
  private recover(error: unknown): void {
    this.iterator = undefined;
    if (error instanceof AwsError && error.code === 'TrimmedDataAccessException') this.position = 'TRIM_HORIZON';
  }
}
