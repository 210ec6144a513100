import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { once } from '../../adapters/once';
import { createDeps } from './deps';
import { createHandler } from './handler';

const withSecret = createDeps();
const ready = once(async () => createHandler(await withSecret()));

/**
 * The composition root: see `handler.ts` for what it does. Throws while the secret of the credentials can't be fetched: the
 * queue brings the messages again.
 */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  return (await ready())(batch);
}
