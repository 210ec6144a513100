import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FieldError, Json, JsonObject } from '../../core/contracts/json';
import type { Reply } from '../../core/usecases/api/reply';

/** How a request ends before or beside the use-cases. */
export type EdgeReply =
  | Reply
  | { readonly kind: 'method_not_allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'too_large'; readonly limit: number }
  /** The API token has asked for too much of late. */
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  | { readonly kind: 'broken'; readonly requestId: string };

/** A function may answer with 6 MB (AWS quota), headers and the escaping of the body within it. */
const LARGEST_ANSWER = 5_000_000;

/** The one place where outcomes become HTTP (contract §0.3, own-routes). */
export function toHttp(reply: EdgeReply): APIGatewayProxyStructuredResultV2 {
  switch (reply.kind) {
    case 'ok':
      return answer(200, reply.body);
    case 'created':
      return answer(201, reply.body);
    case 'accepted':
      return answer(202, reply.body);
    case 'deleted':
      return { statusCode: 204 };
    case 'invalid':
      return refuse(reply.errors);
    case 'refused':
      return answer(400, { error: reply.error, detail: reply.error });
    case 'unauthenticated':
      return answer(403, { error: 'Invalid or Inactive Token' });
    case 'forbidden':
      return answer(403, { detail: 'You do not have permission to perform this action.' });
    case 'not_found':
      return answer(404, { detail: 'Not Found.' });
    case 'conflict':
      return answer(409, { detail: reply.detail });
    case 'method_not_allowed':
      return withHeader(answer(405, { detail: 'Method not allowed.' }), 'allow', reply.allow.join(', '));
    case 'too_large':
      return answer(413, { detail: `The body is too large: it may have up to ${reply.limit} bytes.` });
    case 'throttled':
      return throttled(reply.retryAfterSeconds);
    case 'broken':
      return answer(500, { detail: 'Internal Server Error', request_id: reply.requestId });
  }
}

/** The words are what clients of the hosted product know (contract §0.3). */
function throttled(seconds: number): APIGatewayProxyStructuredResultV2 {
  const refused = answer(429, { detail: `Request was throttled. Expected available in ${seconds} seconds.` });
  return withHeader(refused, 'retry-after', String(seconds));
}

function refuse(errors: readonly FieldError[]): APIGatewayProxyStructuredResultV2 {
  const shown = errors.map(({ path, message }): JsonObject => ({ path, message }));
  return answer(400, { detail: 'This request can not be processed.', errors: shown });
}

function answer(statusCode: number, body: Json): APIGatewayProxyStructuredResultV2 {
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) > LARGEST_ANSWER) {
    return refuse([{ path: 'page_size', message: 'The answer would be larger than 5 MB; ask for fewer at a time.' }]);
  }
  return { statusCode, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: text };
}

function withHeader(
  result: APIGatewayProxyStructuredResultV2,
  name: string,
  value: string,
): APIGatewayProxyStructuredResultV2 {
  return { ...result, headers: { ...result.headers, [name]: value } };
}
