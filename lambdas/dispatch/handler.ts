import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { decodeHead } from '../../adapters/dynamodb/items/head-item';
import { dispatchTransitions, type DispatchDeps } from '../../core/usecases/dispatch-transitions';
import type { HeadChange } from '../../core/usecases/ports';
import { itemOfImage } from './event-image';

/**
 * Triggered by the table's stream, in batches: writes of entity heads that changed an incident's status, in order per
 * entity. Guarantees that each transition of the batch is queued as one delivery per wanting endpoint, or that the record
 * comes again; Lambda repeats from the first record that failed, and after a few times puts the position into the failures
 * queue, for redispatch. A duplicate record makes the same deliveries with the same ids.
 */
export function createHandler(deps: DispatchDeps) {
  return async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const readable = readUntilBroken(deps, records);
    const { done } = await dispatchTransitions(deps, readable);
    const failed = records[done];
    if (failed === undefined) return { batchItemFailures: [] };
    // An empty identifier has Lambda repeat the whole batch: right for a record that has no number.
    return { batchItemFailures: [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] };
  };
}

/** The records before the first that can't be read: what follows it may be of the same incident and has to wait for it. */
function readUntilBroken({ log }: DispatchDeps, records: readonly DynamoDBRecord[]): readonly HeadChange[] {
  const changes: HeadChange[] = [];
  for (const record of records) {
    try {
      changes.push(readChange(record));
    } catch (error) {
      // Ours: an item that this version can't read. The next version may, so the record is kept, not dropped.
      log.error('stream record is not a head', { eventId: record.eventID, error: String(error) });
      break;
    }
  }
  return changes;
}

function readChange({ dynamodb }: DynamoDBRecord): HeadChange {
  if (dynamodb?.NewImage === undefined) throw new Error('The record has no new image.');
  const { OldImage: old, NewImage: fresh } = dynamodb;
  return { before: old === undefined ? null : decodeHead(itemOfImage(old)), after: decodeHead(itemOfImage(fresh)) };
}
