import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';
import type { HeadChange, StreamStretch, TableStream } from '../../core/usecases/ports';
import { readHeadChange } from './head-change';

/** The table's stream, read once more for what dispatch gave up on. */
export function createTableStream(client: DynamoDBStreamsClient, streamArn: string): TableStream {
  return {
    async read(stretch) {
      const changes: HeadChange[] = [];
      for await (const record of recordsOf(client, streamArn, stretch)) {
        const change = readHeadChange(record.dynamodb ?? {});
        if (change !== null) changes.push(change);
      }
      return changes;
    },
  };
}

/** The records of the stretch in order. Throws TrimmedDataAccessException when its beginning is older than 24 hours. */
async function* recordsOf(
  client: DynamoDBStreamsClient,
  streamArn: string,
  stretch: StreamStretch,
): AsyncGenerator<_Record> {
  const end = BigInt(stretch.end_sequence_number);
  let { ShardIterator: iterator } = await client.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: stretch.shard_id,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: stretch.start_sequence_number,
    }),
  );
  // The end is in the stream: it was given to dispatch once. A shard that ends before it was another one.
  while (iterator !== undefined) {
    const { Records: records = [], NextShardIterator: next } = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator }),
    );
    for (const record of records) {
      const at = BigInt(record.dynamodb?.SequenceNumber ?? end + 1n);
      if (at <= end) yield record;
      if (at >= end) return;
    }
    iterator = next;
  }
  throw new Error(`The shard ${stretch.shard_id} ended before ${stretch.end_sequence_number}.`);
}
