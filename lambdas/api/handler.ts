import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { BootstrapRequest, BootstrapResponse } from '../../core/contracts/environment';
import { bootstrap } from '../../core/usecases/api/bootstrap';
import type { ApiStart } from './deps';
import { toHttp } from './http-answer';
import { serve } from './serve';

/**
 * Triggered by the HTTP API for `/api/…`, and by direct invocation for the bootstrap. Every HTTP request gets an answer in
 * the contract's shapes; what is ours to blame is logged and answered with 500. A request that comes twice is done
 * twice: GET, PUT, PATCH and DELETE end the same, POST makes a second resource unless it has an `Idempotency-Key`. A second bootstrap makes another token only.
 */
export function createHandler(start: ApiStart) {
  return async (event: unknown): Promise<APIGatewayProxyStructuredResultV2 | BootstrapResponse> => {
    if (isHttpRequest(event)) return answerHttp(start, event);
    if (isBootstrapRequest(event)) return bootstrap(await start.ready(), event);
    throw new Error('The invocation is neither an HTTP request nor a bootstrap request.');
  };
}

async function answerHttp(
  { log, ready }: ApiStart,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  try {
    return toHttp(await serve(await ready(), event));
  } catch (error) {
    const { requestId, http, routeKey } = event.requestContext;
    // The path may hold a trace id or more: the log gets the route only.
    log.error('request failed', {
      request_id: requestId,
      method: http.method,
      route: routeKey,
      error,
    });
    return toHttp({ kind: 'broken', requestId });
  }
}

/** The HTTP API puts `requestContext` beside what a caller can choose, so none can make a request without it. */
function isHttpRequest(event: unknown): event is APIGatewayProxyEventV2 {
  return isObject(event) && Object.hasOwn(event, 'requestContext');
}

function isBootstrapRequest(event: unknown): event is BootstrapRequest {
  return isObject(event) && 'action' in event && event.action === 'bootstrap';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
