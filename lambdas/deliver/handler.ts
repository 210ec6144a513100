import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LedgerLines } from '../../adapters/observability/ledger';
import type { Metrics } from '../../adapters/observability/metrics';
import { METRICS } from '../../core/contracts/metrics';
import type { DeliveryMessage, ReleaseMessage } from '../../core/contracts/delivery';
import { readDeliveryMessage, readReleaseMessage } from '../../core/domain/webhook/delivery-message';
import { deliver, type DeliverDeps, type DeliverOutcome } from '../../core/usecases/deliver';
import { releaseBacklog, type ReleaseDeps } from '../../core/usecases/release-backlog';
import type { Backlogs, DeliveriesInFlight, Log } from '../../core/usecases/ports';

export interface DeliverHandlerDeps extends DeliverDeps, Omit<ReleaseDeps, keyof DeliverDeps> {
  readonly backlogs: Backlogs;
  readonly inFlight: DeliveriesInFlight;
  readonly ledger: LedgerLines;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Triggered by the deliveries queue, a message at a time, in order per endpoint and incident. Guarantees that a delivery
 * ends as delivered, failed or dead-lettered and is recorded as such, or that its message stays on the queue, hidden until
 * its next attempt is due; the queue holds back what follows it in its group meanwhile. What is not to be tried now, for an
 * endpoint that is disabled or left alone, is held back in the table and acknowledged; messages that ask for its release
 * come by the same queue. A duplicate of a delivered message does nothing; one of a message that waits does not shorten
 * its waiting; a second release finds nothing left.
 */
export function createHandler(deps: DeliverHandlerDeps) {
  return async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    // The mapping asks for one message at a time. Should there be more, groups go side by side and each one in order.
    const groups = Map.groupBy(records, ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId);
    const failed = await Promise.all([...groups.values()].map((group) => deliverInOrder(deps, group)));
    deps.metrics.flush();
    deps.ledger.flush();
    return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/** Delivers until the first message that has to stay; gives that one and all behind it, untried. */
async function deliverInOrder(deps: DeliverHandlerDeps, group: readonly SQSRecord[]): Promise<readonly SQSRecord[]> {
  for (const [index, record] of group.entries()) {
    if (!(await deliverOne(deps, record))) return group.slice(index);
  }
  return [];
}

/** True when the message can be acknowledged. */
async function deliverOne(deps: DeliverHandlerDeps, record: SQSRecord): Promise<boolean> {
  const { messageId, receiptHandle, body } = record;
  const release = readReleaseMessage(body);
  if (release !== null) return releaseOne(deps, record, release);
  const message = readDeliveryMessage(body);
  if (message === null) {
    // Permanent: only dispatch writes here, and no later try would read it better. It names no endpoint to record it at.
    deps.log.error('message on the deliveries queue is not a delivery', { messageId });
    return true;
  }
  try {
    const outcome = await deliver(deps, message);
    tell(deps, message, outcome);
    if (outcome.result !== 'retry') return true;
    await deps.inFlight.postpone(receiptHandle, outcome.after_seconds);
  } catch (error) {
    // Ours and transient: the queue brings the message back when its visibility timeout ends.
    deps.log.error('delivery could not be attempted or recorded', { ...fieldsOf(message), error: String(error) });
  }
  return false;
}

/**
 * Of a queue's hundred receives: with more, what waits for its backlog or its endpoint goes on as a new message, so that
 * only faults of ours end in the dead-letter queue.
 */
const MOST_RECEIVES = 50;

/** Works on a backlog; true when the message can be acknowledged. */
async function releaseOne(
  deps: DeliverHandlerDeps,
  { receiptHandle, attributes }: SQSRecord,
  message: ReleaseMessage,
): Promise<boolean> {
  const receives = Number(attributes.ApproximateReceiveCount);
  try {
    const outcome = await releaseBacklog(deps, message, receives);
    if (outcome.result === 'ended') return true;
    if (receives >= MOST_RECEIVES) {
      await deps.deliveriesQueue.askToRelease({ ...message, nonce: String(deps.clock()) });
      return true;
    }
    await deps.inFlight.postpone(receiptHandle, outcome.after_seconds);
  } catch (error) {
    const { account, integration } = message;
    deps.log.error('backlog of an endpoint could not be released', { account, integration, error: String(error) });
  }
  return false;
}

/** One line for each attempt that did not deliver: deliveries that went well are in the table, and lines cost money. */
function tell({ log, metrics }: DeliverHandlerDeps, message: DeliveryMessage, outcome: DeliverOutcome): void {
  const fields = fieldsOf(message);
  if (outcome.result === 'retry')
    log.warn('delivery is tried again later', { ...fields, after_seconds: Math.ceil(outcome.after_seconds) });
  if (outcome.result === 'failed') log.warn('delivery failed for good', { ...fields, reason: outcome.reason });
  if (outcome.result === 'held') log.info('delivery is held back', { ...fields, reason: outcome.reason });
  if (outcome.disabled !== undefined) {
    log.error('endpoint is disabled', { ...fields, disabled_by: outcome.disabled });
    metrics.add(METRICS.disabledEndpoints, 1);
  }
  if (outcome.result !== 'dead_lettered') return;
  log.error('delivery is dead-lettered', { ...fields, reason: outcome.reason });
  metrics.add(METRICS.deadLetteredDeliveries, 1);
}

function fieldsOf({ id, account, integration, incident }: DeliveryMessage): Readonly<Record<string, unknown>> {
  return { delivery: id, account, integration, incident: incident.unique_id };
}
