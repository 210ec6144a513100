import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** What a test says of a request. */
export interface RequestOptions {
  /** An object is sent as its JSON. */
  readonly body?: string | Buffer | Readonly<Record<string, unknown>>;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as the HTTP API hands it to a function (payload format 2.0); `target` is the path with its query. */
export function httpEvent(method: string, target: string, options: RequestOptions = {}): APIGatewayProxyEventV2 {
  const [rawPath = '', rawQueryString = ''] = target.split('?');
  const authorization = options.token === undefined ? {} : { authorization: `Token ${options.token}` };
  return {
    version: '2.0',
    routeKey: 'ANY /api/{proxy+}',
    rawPath,
    rawQueryString,
    headers: { host: 'tocsin.example', 'x-forwarded-proto': 'https', ...authorization, ...options.headers },
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'gateway.example',
      domainPrefix: 'gateway',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: 'ANY /api/{proxy+}',
      stage: '$default',
      time: '22/Nov/2026:10:00:00 +0000',
      timeEpoch: 1,
    },
    ...bodyOf(options.body),
  };
}

function bodyOf(body: RequestOptions['body']): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> {
  if (body === undefined) return { isBase64Encoded: false };
  if (Buffer.isBuffer(body)) return { body: body.toString('base64'), isBase64Encoded: true };
  return { body: typeof body === 'string' ? body : JSON.stringify(body), isBase64Encoded: false };
}
