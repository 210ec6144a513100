import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createDeps } from './deps';
import { createHandler } from './handler';

type Handler = ReturnType<typeof createHandler>;
let ready: Promise<Handler> | undefined;

/** The composition root: see `handler.ts` for what it does. Throws while the signing keys can't be fetched: the queue waits. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  // A failed start is tried again by the next batch, not remembered.
  ready ??= createDeps().then(createHandler, (error: unknown) => {
    ready = undefined;
    throw error;
  });
  return (await ready)(batch);
}
