import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Metrics } from '../../adapters/observability/metrics';
import { METRICS } from '../../core/contracts/metrics';
import type { DeliveryMessage } from '../../core/contracts/delivery';
import { readDeliveryMessage } from '../../core/domain/webhook/delivery-message';
import { deliver, type DeliverDeps, type DeliverOutcome } from '../../core/usecases/deliver';
import type { DeliveriesInFlight, Log } from '../../core/usecases/ports';

export interface DeliverHandlerDeps extends DeliverDeps {
  readonly inFlight: DeliveriesInFlight;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Triggered by the deliveries queue, a message at a time, in order per endpoint and incident. Guarantees that a delivery
 * ends as delivered, failed or dead-lettered and is recorded as such, or that its message stays on the queue, hidden until
 * its next attempt is due; the queue holds back what follows it in its group meanwhile. A duplicate of a delivered message
 * does nothing; one of a message that waits does not shorten its waiting.
 */
export function createHandler(deps: DeliverHandlerDeps) {
  return async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    // The mapping asks for one message at a time. Should there be more, groups go side by side and each one in order.
    const groups = Map.groupBy(records, ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId);
    const failed = await Promise.all([...groups.values()].map((group) => deliverInOrder(deps, group)));
    deps.metrics.flush();
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
async function deliverOne(deps: DeliverHandlerDeps, { messageId, receiptHandle, body }: SQSRecord): Promise<boolean> {
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

/** One line for each attempt that did not deliver: deliveries that went well are in the table, and lines cost money. */
function tell({ log, metrics }: DeliverHandlerDeps, message: DeliveryMessage, outcome: DeliverOutcome): void {
  const fields = fieldsOf(message);
  if (outcome.result === 'retry')
    log.warn('delivery is tried again later', { ...fields, after_seconds: Math.ceil(outcome.after_seconds) });
  if (outcome.result === 'failed') log.warn('delivery failed for good', { ...fields, reason: outcome.reason });
  if (outcome.result !== 'dead_lettered') return;
  log.error('delivery is dead-lettered', { ...fields, reason: outcome.reason });
  metrics.add(METRICS.deadLetteredDeliveries, 1);
}

function fieldsOf({ id, account, integration, incident }: DeliveryMessage): Readonly<Record<string, unknown>> {
  return { delivery: id, account, integration, incident: incident.unique_id };
}
