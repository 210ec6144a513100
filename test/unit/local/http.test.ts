import { describe, expect, it } from '@jest/globals';
import { buildEvent, type GatewayRequest } from '../../../local/http/build-event';
import { convertResult } from '../../../local/http/convert-result';
import { TokenBucket } from '../../../local/http/token-bucket';

const request: GatewayRequest = {
  method: 'POST',
  target: '/toy/x%20y/?a=1&b=2&a=3+4&empty=',
  headers: {
    host: 'h.example:8080',
    cookie: 'a=1; b=2',
    'x-many': 'one, two',
    'content-type': 'application/json; charset=utf-8',
  },
  body: Buffer.from('{"ü":1}'),
  sourceIp: '10.0.0.1',
  httpVersion: '1.1',
  port: 3000,
};
const match = { route: { key: 'ANY /toy/{proxy+}', functionName: 'f', timeoutMs: 1 }, parameters: { proxy: 'x y/' } };
const eventOf = (changes: Partial<GatewayRequest>) =>
  buildEvent({ ...request, ...changes }, match, 'id', 1_795_352_853_657);

describe('the event of a request', () => {
  it('has payload format 2.0', () => {
    expect(eventOf({})).toEqual({
      version: '2.0',
      routeKey: 'ANY /toy/{proxy+}',
      rawPath: '/toy/x%20y/',
      rawQueryString: 'a=1&b=2&a=3+4&empty=',
      cookies: ['a=1', 'b=2'],
      headers: {
        host: 'h.example:8080',
        'x-many': 'one, two',
        'content-type': 'application/json; charset=utf-8',
        'x-forwarded-for': '10.0.0.1',
        'x-forwarded-port': '3000',
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { a: '1,3 4', b: '2', empty: '' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: 'h.example',
        domainPrefix: 'local',
        http: { method: 'POST', path: '/toy/x%20y/', protocol: 'HTTP/1.1', sourceIp: '10.0.0.1', userAgent: '' },
        requestId: 'id',
        routeKey: 'ANY /toy/{proxy+}',
        stage: '$default',
        time: '22/Nov/2026:13:07:33 +0000',
        timeEpoch: 1_795_352_853_657,
      },
      pathParameters: { proxy: 'x y/' },
      body: '{"ü":1}',
      isBase64Encoded: false,
    });
  });

  it('has no body and no parameters where the request has none', () => {
    const event = eventOf({ target: '/toy/x', body: Buffer.alloc(0) });
    expect(event).toMatchObject({ isBase64Encoded: false, rawQueryString: '' });
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(['body']));
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(['queryStringParameters']));
  });

  it('carries as base64 what is no text by its type, or no UTF-8 by its bytes', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    expect(eventOf({ body: bytes })).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
    const headers = { 'content-type': 'application/octet-stream' };
    expect(eventOf({ headers })).toMatchObject({ body: request.body.toString('base64'), isBase64Encoded: true });
  });

  it('adds the caller to the addresses a proxy before it has named', () => {
    expect(eventOf({ headers: { 'x-forwarded-for': '1.2.3.4' } })['headers']).toMatchObject({
      'x-forwarded-for': '1.2.3.4, 10.0.0.1',
    });
  });
});

describe("the answer made of a function's result", () => {
  it('is what the function says when it names a status', () => {
    const payload = JSON.stringify({
      statusCode: 201,
      headers: { 'X-A': 1 },
      cookies: ['c=1'],
      body: 'aGk=',
      isBase64Encoded: true,
    });
    const answer = convertResult(payload);
    expect(answer).toMatchObject({ status: 201, headers: { 'x-a': '1', 'set-cookie': ['c=1'] } });
    expect(answer.body.toString()).toBe('hi');
  });

  it.each([
    ['{"a":1}', '{"a":1}'],
    ['"text"', 'text'],
    ['null', 'null'],
  ])('is a 200 for %s, which names none', (payload, body) => {
    const answer = convertResult(payload);
    expect([answer.status, answer.headers['content-type'], answer.body.toString()]).toEqual([
      200,
      'application/json',
      body,
    ]);
  });

  it.each(['{"statusCode":"200"}', '{"statusCode":42}', '{"statusCode":200,"body":{}}'])(
    'is a 500 for %s',
    (payload) => {
      expect(convertResult(payload).status).toBe(500);
    },
  );
});

describe('throttling', () => {
  it('allows the burst at once, then the rate', () => {
    const bucket = new TokenBucket({ rate: 10, burst: 3 }, 0);
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
    expect([99, 100, 150, 201].map((now) => bucket.take(now))).toEqual([false, true, false, true]);
  });
});
