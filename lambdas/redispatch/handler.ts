import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { dispatchTransitions, type DispatchDeps } from '../../core/usecases/dispatch-transitions';
import type { HeadChange, TableStream } from '../../core/usecases/ports';
import { readStretch } from './read-stretch';

export interface RedispatchDeps extends DispatchDeps {
  readonly tableStream: TableStream;
}

/**
 * Triggered by the failures queue: positions in the table's stream that dispatch gave up on. Guarantees that the
 * transitions there are queued as deliveries and timers, or that the message stays; after 20 hours of tries it is dead-lettered,
 * because the stream forgets after 24. A duplicate makes the same deliveries with the same ids.
 */
export function createHandler(deps: RedispatchDeps) {
  return async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const record of records) {
      if (!(await redispatch(deps, record))) failed.push(record.messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** True when the message can be acknowledged. */
async function redispatch(deps: RedispatchDeps, { messageId, body }: SQSRecord): Promise<boolean> {
  const stretch = readStretch(body);
  if (stretch === null) {
    // Only Lambda writes here. Trying again would not help; what it was is lost with the log of dispatch to look at.
    deps.log.error('message on the failures queue names no stretch of the stream', { messageId });
    return true;
  }
  try {
    const changes = await deps.tableStream.read(stretch);
    const { failed, deliveries } = await dispatchAll(deps, changes);
    deps.log.info('transitions dispatched again', { messageId, changes: changes.length, deliveries, failed });
    return !failed;
  } catch (error) {
    deps.log.error('stream could not be read again', { messageId, ...stretch, error: String(error) });
    return false;
  }
}

interface Dispatched {
  readonly failed: boolean;
  readonly deliveries: number;
}

/**
 * Dispatches what can be: unlike the stream, a message may fail and still have all but one entity's transitions told. Of
 * the entity that failed nothing later is sent, to keep its order.
 */
async function dispatchAll(deps: DispatchDeps, changes: readonly HeadChange[]): Promise<Dispatched> {
  const { done, deliveries, stopped_by } = await dispatchTransitions(deps, changes);
  const stuck = changes[done];
  if (stuck === undefined || stopped_by === 'queue') return { failed: stuck !== undefined, deliveries };
  const others = changes.slice(done + 1).filter((change) => !isSameEntity(change, stuck));
  const rest = await dispatchAll(deps, others);
  return { failed: true, deliveries: deliveries + rest.deliveries };
}

function isSameEntity({ after: a }: HeadChange, { after: b }: HeadChange): boolean {
  return a.integration === b.integration && a.entity_id === b.entity_id;
}
