import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LedgerLines } from '../../adapters/observability/ledger';
import { readAlertsMessage } from '../../core/domain/alert/read-queue-message';
import type { TakenMessage } from '../../core/usecases/ports';
import { createProcessor, type ProcessDeps, type QueuedAlert } from '../../core/usecases/process/process-alerts';
import { takeCompany, type CompanyDeps, type GivenMessage } from '../../core/usecases/process/take-company';

export interface ProcessHandlerDeps extends ProcessDeps, CompanyDeps {
  readonly ledger: LedgerLines;
}

/** A function's time, as Lambda tells it. */
export type TimeLeft = Pick<Context, 'getRemainingTimeInMillis'>;

/**
 * Triggered by the alerts queue, in batches. Guarantees that every alert of the batch has its outcome stored, or that
 * its message stays on the queue. A duplicate message changes nothing: the first outcome stands.
 *
 * Given a full batch it takes more messages off the queue itself, for which the same holds: those whose alerts have ended
 * it removes, the others come again. One that is killed in between has removed none.
 */
export function createHandler(deps: ProcessHandlerDeps) {
  const process = createProcessor(deps);
  return async (batch: SQSEvent, time: TimeLeft): Promise<SQSBatchResponse> => {
    const given = batch.Records.map(givenMessage);
    const taken = await takeCompany(deps, given, () => time.getRemainingTimeInMillis());
    const read = eachOnce([...given, ...taken]).map(readMessage);
    const queued = read.filter((each): each is QueuedAlert => 'accepted' in each || 'refused' in each);
    const unreadable = read.filter((each) => !('accepted' in each || 'refused' in each));
    // Only ingest writes to this queue, so this is our bug or a message put there by hand. It is not acknowledged: it
    // ends on the dead-letter queue, where the alarm shows it.
    for (const { messageId } of unreadable)
      deps.log.error('message on the alerts queue is not an alert', { messageId });
    const retry = await process(queued);
    // How many were processed is in the ledger's lines: bytes of a log are billed.
    if (retry.length > 0) deps.log.warn('alerts are processed again', { count: queued.length, retried: retry.length });
    if (taken.length > 0) deps.log.info('more alerts taken', { count: taken.length });
    deps.ledger.flush();
    const again = new Set([...unreadable.map(({ messageId }) => messageId), ...retry]);
    await removeEnded(deps, taken, again);
    // Lambda takes a name that was not in the batch for a failure of all.
    const failed = given.filter(({ messageId }) => again.has(messageId));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

function givenMessage({ messageId, body, attributes }: SQSRecord): GivenMessage {
  return { messageId, body, receives: Number(attributes.ApproximateReceiveCount) };
}

type Message = Pick<GivenMessage, 'messageId' | 'body'>;

/** The queue may hand a message out twice, also to the same function: once to the poller, once to ourselves. */
function eachOnce(messages: readonly Message[]): readonly Message[] {
  return [...new Map(messages.map((message) => [message.messageId, message])).values()];
}

function readMessage({ messageId, body }: Message): QueuedAlert | { readonly messageId: string } {
  return { messageId, ...readAlertsMessage(body) };
}

/** Removes the messages that were taken and whose alerts have ended: Lambda removes those that it gave itself. */
async function removeEnded(
  { alertsInFlight, log }: ProcessHandlerDeps,
  taken: readonly TakenMessage[],
  again: ReadonlySet<string>,
): Promise<void> {
  const ended = taken.filter(({ messageId }) => !again.has(messageId));
  if (ended.length === 0) return;
  const left = await alertsInFlight.remove(ended.map(({ receipt }) => receipt));
  if (left > 0) log.warn('messages could not be removed and come again', { count: left });
}
