import { functionArn } from '../assembly/names';
import type { JsonObject } from '../json';
import type { DiscardCondition } from './stream-batch';
import type { StreamRecord } from './stream-record';

export interface GivenUp {
  readonly functionName: string;
  readonly requestId: string;
  readonly condition: DiscardCondition;
  readonly invocations: number;
  /** True when the last invocation ended in an error rather than in a report of failed items. */
  readonly functionError: boolean;
  readonly streamArn: string;
  readonly shardId: string;
  readonly records: readonly [StreamRecord, ...StreamRecord[]];
}

/**
 * What Lambda sends to a stream mapping's on-failure queue: not the records, but where they lie in the stream.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function onFailureMessage(batch: GivenUp, now: Date): JsonObject {
  const [first] = batch.records;
  const last = batch.records.at(-1) ?? first;
  const responded = batch.invocations > 0;
  return {
    requestContext: {
      requestId: batch.requestId,
      functionArn: functionArn(batch.functionName),
      condition: batch.condition,
      approximateInvokeCount: batch.invocations,
    },
    ...(responded
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: '$LATEST',
            functionError: batch.functionError ? 'Unhandled' : null,
          },
        }
      : {}),
    version: '1.0',
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId: batch.shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: wholeSeconds(first.arrivedAt),
      approximateArrivalOfLastRecord: wholeSeconds(last.arrivedAt),
      batchSize: batch.records.length,
      streamArn: batch.streamArn,
    },
  };
}

function wholeSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
