import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT } from '../assembly/names';
import type { JsonObject } from '../json';
import type { RouteMatch } from './match-route';

/** A request as it came in, its body complete. */
export interface GatewayRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly httpVersion: string;
  /** Port the API listens on. */
  readonly port: number;
}

/** Media types whose bodies reach functions as text; all others, and bytes that are no UTF-8, go as base64. */
const TEXT_TYPE = /^(text\/|application\/(json|javascript|xml|graphql)|[^;]+\+(json|xml))/i;

/**
 * The event of an HTTP API in payload format 2.0:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * `now` in milliseconds since 1970, `requestId` as the access log shows it.
 */
export function buildEvent(request: GatewayRequest, match: RouteMatch, requestId: string, now: number): JsonObject {
  const [path, query] = splitTarget(request.target);
  const parameters = queryParameters(query ?? '');
  const cookies = request.headers.cookie?.split(/;\s*/);
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString: query ?? '',
    ...(cookies === undefined ? {} : { cookies }),
    headers: headersOf(request),
    ...(parameters === undefined ? {} : { queryStringParameters: parameters }),
    requestContext: contextOf(request, match, { requestId, now, path }),
    ...(Object.keys(match.parameters).length === 0 ? {} : { pathParameters: match.parameters }),
    ...bodyOf(request),
  };
}

/** Path and query of a request target, either as sent. */
export function splitTarget(target: string): readonly [path: string, query: string | undefined] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, undefined] : [target.slice(0, mark), target.slice(mark + 1)];
}

function headersOf(request: GatewayRequest): JsonObject {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    // Cookies have a field of their own in this format.
    if (value === undefined || name === 'cookie') continue;
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const forwarded = request.headers['x-forwarded-for'];
  headers['x-forwarded-for'] = [forwarded, request.sourceIp].filter((part) => part !== undefined).join(', ');
  headers['x-forwarded-port'] = String(request.port);
  headers['x-forwarded-proto'] = 'http';
  return headers;
}

/** Values of a name that comes more than once are joined by commas. */
function queryParameters(query: string): JsonObject | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}

function contextOf(
  request: GatewayRequest,
  match: RouteMatch,
  { requestId, now, path }: { readonly requestId: string; readonly now: number; readonly path: string },
): JsonObject {
  const host = request.headers.host ?? 'localhost';
  return {
    accountId: ACCOUNT,
    apiId: 'local',
    domainName: host.replace(/:\d+$/, ''),
    domainPrefix: 'local',
    http: {
      method: request.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey: match.route.key,
    stage: '$default',
    time: accessLogTime(new Date(now)),
    timeEpoch: now,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `22/Nov/2026:12:33:50 +0000`, as in access logs. */
function accessLogTime(time: Date): string {
  const [date = '', clock = ''] = time.toISOString().split('T');
  const [year = '', , day = ''] = date.split('-');
  return `${day}/${MONTHS[time.getUTCMonth()] ?? ''}/${year}:${clock.slice(0, 8)} +0000`;
}

function bodyOf({ body, headers }: GatewayRequest): JsonObject {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = TEXT_TYPE.test(headers['content-type'] ?? '') && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
