import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createDeps } from './deps';
import { createHandler } from './handler';

const deps = createDeps();

/** The composition root: see `handler.ts` for what it does. */
export async function handler(request: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  return createHandler(await deps())(request);
}
