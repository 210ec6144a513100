import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LedgerLines } from '../../adapters/observability/ledger';
import { readAlertsMessage } from '../../core/domain/alert/read-queue-message';
import { createProcessor, type ProcessDeps, type QueuedAlert } from '../../core/usecases/process/process-alerts';

export interface ProcessHandlerDeps extends ProcessDeps {
  readonly ledger: LedgerLines;
}

/**
 * Triggered by the alerts queue, in batches. Guarantees that every alert of the batch has its outcome stored, or that
 * its message stays on the queue. A duplicate message changes nothing: the first outcome stands.
 */
export function createHandler(deps: ProcessHandlerDeps) {
  const process = createProcessor(deps);
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const read = batch.Records.map(readMessage);
    const queued = read.filter((each): each is QueuedAlert => 'accepted' in each || 'refused' in each);
    const unreadable = read.filter((each) => !('accepted' in each || 'refused' in each));
    // Only ingest writes to this queue, so this is our bug or a message put there by hand. It is not acknowledged: it
    // ends on the dead-letter queue, where the alarm shows it.
    for (const { messageId } of unreadable)
      deps.log.error('message on the alerts queue is not an alert', { messageId });
    const retry = await process(queued);
    // How many were processed is in the ledger's lines: bytes of a log are billed.
    if (retry.length > 0) deps.log.warn('alerts are processed again', { count: queued.length, retried: retry.length });
    deps.ledger.flush();
    const failed = [...unreadable.map(({ messageId }) => messageId), ...retry];
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function readMessage({ messageId, body }: SQSRecord): QueuedAlert | { readonly messageId: string } {
  return { messageId, ...readAlertsMessage(body) };
}
