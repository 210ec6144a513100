import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LedgerLines } from '../../adapters/observability/ledger';
import type { Metrics } from '../../adapters/observability/metrics';
import { buryAlert, type BuryAlertDeps, buryDelivery } from '../../core/usecases/bury';
import { METRICS } from '../../core/contracts/metrics';
import { readAlertsMessage, type AlertsMessage } from '../../core/domain/alert/read-queue-message';
import { keepRefusedBody } from '../../core/usecases/keep-refused-body';
import { readDeliveryMessage, readReleaseMessage } from '../../core/domain/webhook/delivery-message';
import type { Deliveries, IntegrationErrors, Log } from '../../core/usecases/ports';

export interface DeadLetterDeps extends BuryAlertDeps {
  readonly deliveries: Pick<Deliveries, 'find' | 'record'>;
  readonly errors: Pick<IntegrationErrors, 'record'>;
  readonly ledger: LedgerLines;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Triggered by the dead-letter queues of alerts and deliveries. Guarantees that nothing ends silently (DESIGN §3, I2): an
 * alert becomes failed with a reason and keeps its body, a delivery becomes dead-lettered; a message stays until that is
 * written. A duplicate, or one whose alert or delivery has ended otherwise, changes nothing.
 */
export function createHandler(deps: DeadLetterDeps) {
  return async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    const buried = await Promise.all(records.map((record) => bury(deps, record)));
    deps.metrics.flush();
    deps.ledger.flush();
    const failed = records.filter((_, index) => buried[index] === false);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/** True when the message can be acknowledged. */
async function bury(deps: DeadLetterDeps, record: SQSRecord): Promise<boolean> {
  const { messageId, body } = record;
  // Both queues' messages say what they are, so one handler serves both.
  const delivery = readDeliveryMessage(body);
  const message = delivery === null ? readAlertsMessage(body) : null;
  try {
    if (delivery !== null) {
      const result = await buryDelivery(deps, delivery);
      if (result === 'buried') deps.metrics.add(METRICS.deadLetteredDeliveries, 1);
      deps.log.error('delivery is dead-lettered', { delivery: delivery.id, integration: delivery.integration, result });
    } else if (message !== null) await buryAlertsMessage(deps, messageId, message);
    else logOther(deps.log, record);
    return true;
  } catch (error) {
    deps.log.error('dead-lettered message could not be recorded', { messageId, error: String(error) });
    return false;
  }
}

async function buryAlertsMessage(deps: DeadLetterDeps, messageId: string, message: AlertsMessage): Promise<void> {
  // No alert was lost with it: what it says has only to be listed.
  if ('refused' in message) return keepRefusedBody(deps.errors, message.refused, messageId);
  const { accepted } = message;
  const result = await buryAlert(deps, accepted);
  deps.log.error('alert failed', { trace_id: accepted.trace_id, account: accepted.account, result });
}

/**
 * A release of what is held back for an endpoint loses nothing with its message: whatever is held back next asks for it
 * again, as does whoever enables the integration.
 */
function logOther(log: Log, record: SQSRecord): void {
  const release = readReleaseMessage(record.body);
  if (release === null) logUnreadable(log, record);
  else log.error('release of a backlog is given up', { account: release.account, integration: release.integration });
}

/**
 * Neither an alert nor a delivery: not one of our messages, so there is no row that it could be recorded at, and keeping
 * it would only repeat this line. Its size and queue say where to look; its body may hold secrets and is not logged.
 */
function logUnreadable(log: Log, { messageId, body, eventSourceARN }: SQSRecord): void {
  log.error('dead-lettered message is neither an alert nor a delivery', {
    messageId,
    queue: eventSourceARN,
    characters: body.length,
  });
}
