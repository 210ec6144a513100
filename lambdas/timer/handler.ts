import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readTimerMessage } from '../../core/domain/timers/read-timer-message';
import type { Log } from '../../core/usecases/ports';
import { runTimer, type TimerDeps } from '../../core/usecases/run-timer';

export interface TimerHandlerDeps extends TimerDeps {
  readonly log: Log;
}

/**
 * Triggered by the timers queue, in batches. Guarantees that a timer that is due takes effect, or that its message stays;
 * that one that is not due yet is in the queue again before its message goes. A duplicate changes nothing: the change
 * counts only while the incident is in the state that the timer was set for.
 */
export function createHandler(deps: TimerHandlerDeps) {
  return async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    const handled = await Promise.all(records.map((record) => handle(deps, record)));
    const failed = records.filter((_, index) => handled[index] === false);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/** True when the message can be acknowledged. */
async function handle(deps: TimerHandlerDeps, { messageId, body }: SQSRecord): Promise<boolean> {
  const timer = readTimerMessage(body);
  if (timer === null) {
    // Our bug, or put there by hand, or by a newer version: it ends on the dead-letter queue, where the alarm shows it.
    deps.log.error('message on the timers queue is not a timer', { messageId });
    return false;
  }
  const { kind, account, incident } = timer;
  const fields = { kind, account, incident: incident.unique_id };
  try {
    const result = await runTimer(deps, timer);
    // Waiting ones come by every quarter of an hour: a line for each would say nothing.
    if (result === 'done') deps.log.info('timer changed its incident', fields);
    return true;
  } catch (error) {
    deps.log.error('timer could not be run', { ...fields, error: String(error) });
    return false;
  }
}
