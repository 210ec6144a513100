import { asArray, isObject, parseJson, type Json } from '../json';

/** What goes back to the caller. */
export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** One of the gateway's own answers, e.g. `{"message":"Not Found"}`. */
function gatewayMessage(status: number, message: string): GatewayAnswer {
  const body = Buffer.from(JSON.stringify({ message }));
  return { status, headers: { 'content-type': 'application/json' }, body };
}

export const NOT_FOUND = gatewayMessage(404, 'Not Found');
export const TOO_LARGE = gatewayMessage(413, 'Request Entity Too Large');
export const TOO_MANY = gatewayMessage(429, 'Too Many Requests');
export const INTERNAL_ERROR = gatewayMessage(500, 'Internal Server Error');
export const UNAVAILABLE = gatewayMessage(503, 'Service Unavailable');
/** Never API Gateway's: AWS has no disk that fills. */
export const DISK_FULL = gatewayMessage(503, 'The disk of the data folder is full. Make room and send again.');

/**
 * Turns a function's answer (JSON text) into the HTTP answer, by the rules of payload format 2.0: an object with a
 * statusCode says everything itself; any other value is the JSON body of a 200. A malformed answer is a 500.
 */
export function convertResult(payload: string): GatewayAnswer {
  const result = parseJson(payload) ?? null;
  if (!isObject(result) || result['statusCode'] === undefined) {
    const text = typeof result === 'string' ? result : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  const status = result['statusCode'];
  const { body } = result;
  if (typeof status !== 'number' || status < 100 || status > 599) return INTERNAL_ERROR;
  if (body !== undefined && body !== null && typeof body !== 'string') return INTERNAL_ERROR;
  return {
    status,
    headers: headersOf(result['headers'], result['cookies']),
    body: Buffer.from(body ?? '', result['isBase64Encoded'] === true ? 'base64' : 'utf8'),
  };
}

function headersOf(given: Json | undefined, cookies: Json | undefined): GatewayAnswer['headers'] {
  // API Gateway's own, for answers that name no type.
  const headers: Record<string, string | readonly string[]> = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(isObject(given) ? given : {})) {
    if (value !== null && value !== undefined && typeof value !== 'object') headers[name.toLowerCase()] = String(value);
  }
  const set = asArray(cookies).map(String);
  if (set.length > 0) headers['set-cookie'] = set;
  // Lengths are the gateway's business.
  delete headers['content-length'];
  delete headers['transfer-encoding'];
  return headers;
}
