import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { readHeadChange } from '../../adapters/dynamodb/head-change';
import type { LedgerLines } from '../../adapters/observability/ledger';
import { dispatchTransitions, type DispatchDeps } from '../../core/usecases/dispatch-transitions';
import type { HeadChange, Log } from '../../core/usecases/ports';
import { itemOfImage } from './event-image';

export interface DispatchHandlerDeps extends DispatchDeps {
  readonly ledger: LedgerLines;
}

/**
 * Triggered by the table's stream, in batches: writes of entity heads that changed an incident's status, in order per
 * entity. Guarantees that each transition of the batch is queued as one delivery per wanting endpoint, and the timers
 * it sets, or that the record comes again; Lambda repeats from the first record that failed, and after a few times puts the position into the failures
 * queue, for redispatch. A duplicate record makes the same deliveries with the same ids.
 */
export function createHandler(deps: DispatchHandlerDeps) {
  return async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { found, broken } = readUntilBroken(deps.log, records);
    const { done } = await dispatchTransitions(
      deps,
      found.map(({ change }) => change),
    );
    deps.ledger.flush();
    const failed = found[done]?.record ?? broken;
    if (failed === null) return { batchItemFailures: [] };
    // An empty identifier has Lambda repeat the whole batch: right for a record that has no number.
    return { batchItemFailures: [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] };
  };
}

interface Found {
  readonly record: DynamoDBRecord;
  readonly change: HeadChange;
}

/** What the batch says up to the first record that can't be read: what follows may be of the same incident and waits. */
function readUntilBroken(
  log: Log,
  records: readonly DynamoDBRecord[],
): { readonly found: readonly Found[]; readonly broken: DynamoDBRecord | null } {
  const found: Found[] = [];
  for (const record of records) {
    try {
      const change = readChange(record);
      // Not a transition: the filter lets none pass, and one that did says nothing.
      if (change !== null) found.push({ record, change });
    } catch (error) {
      // Ours: an item that this version can't read. The next version may, so the record is kept, not dropped.
      log.error('stream record can not be read', { record: record.eventID, error: String(error) });
      return { found, broken: record };
    }
  }
  return { found, broken: null };
}

function readChange({ dynamodb }: DynamoDBRecord): HeadChange | null {
  const { OldImage: before, NewImage: after, ApproximateCreationDateTime: seconds } = dynamodb ?? {};
  const change = readHeadChange({
    OldImage: before === undefined ? undefined : itemOfImage(before),
    NewImage: after === undefined ? undefined : itemOfImage(after),
  });
  if (change === null || seconds === undefined) return change;
  return { ...change, written_at: Math.round(seconds * 1_000_000) };
}
