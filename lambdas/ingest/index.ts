import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createDeps } from './deps';
import { createHandler, UNAVAILABLE, type IngestDeps } from './handler';

const { log, ready } = createDeps();

/** The composition root: see `handler.ts` for what it does. */
export async function handler(request: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  let deps: IngestDeps;
  try {
    deps = await ready();
  } catch (error) {
    // Without the signing keys no trace id can be made, so nothing is taken; the next call fetches them again.
    log.error('signing keys could not be fetched', { error: String(error) });
    return UNAVAILABLE;
  }
  return createHandler(deps)(request);
}
