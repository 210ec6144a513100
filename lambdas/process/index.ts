import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { once } from '../../adapters/once';
import { createDeps } from './deps';
import { createHandler, type TimeLeft } from './handler';

const ready = once(async () => createHandler(await createDeps()));

/** The composition root: see `handler.ts` for what it does. Throws while the signing keys can't be fetched: the queue waits. */
export async function handler(batch: SQSEvent, time: TimeLeft): Promise<SQSBatchResponse> {
  return (await ready())(batch, time);
}
