import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createDeps } from './deps';
import { createHandler } from './handler';

const ready = createDeps();

/**
 * The composition root: see `handler.ts` for what it does. Throws while the secret of the credentials can't be fetched: the
 * queue brings the messages again.
 */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  return createHandler(await ready())(batch);
}
