import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/runner';
import { startToy, type ToyRunner } from '../../support/toy-runner';

interface Echo {
  readonly event: { readonly body: string; readonly isBase64Encoded: boolean; readonly routeKey: string };
  readonly context: { readonly functionName: string; readonly left: number; readonly invocations: number };
  readonly env: Readonly<Record<string, string>>;
}

describe('functions behind the HTTP API', () => {
  let toy: ToyRunner;
  beforeAll(async () => {
    toy = await startToy({ timeoutSeconds: 2 }, ['--meter']);
  });
  afterAll(() => toy.runner.stop());

  it('get the event, a context and an environment resolved from the template', async () => {
    const echo = (await (await toy.post('echo', { a: 1 })).json()) as Echo;
    expect(echo.event).toMatchObject({ routeKey: 'ANY /toy/{proxy+}', body: '{"a":1}', isBase64Encoded: false });
    expect(echo.context.functionName).toBe('FrontABCDEF01');
    expect(echo.context.left).toBeGreaterThan(500);
    expect(echo.context.left).toBeLessThanOrEqual(2000);
    expect(echo.env).toMatchObject({
      TOY_TABLE: 'Table',
      TOY_WORK: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/Work$/),
      TOY_STREAM: expect.stringMatching(/^arn:aws:dynamodb:.*table\/Table\/stream\//),
      TOY_SUB: 'arn:aws:Work:${literal}',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      TOCSIN_ENDPOINT_ALLOW: '127.0.0.0/8',
    });
  });

  it('are kept warm: an idle environment is used again', async () => {
    await toy.post('echo');
    const echo = (await (await toy.post('echo')).json()) as Echo;
    expect(echo.context.invocations).toBeGreaterThan(1);
  });

  it('answer with status, headers, cookies and bytes', async () => {
    const answer = await toy.post('created', 'bytes');
    expect([answer.status, answer.headers.get('x-toy'), answer.headers.getSetCookie()]).toEqual([
      201,
      'yes',
      ['a=1', 'b=2'],
    ]);
    expect(await answer.text()).toBe('bytes');
    const plain = await toy.post('plain');
    expect([plain.status, await plain.json()]).toEqual([200, { no: 'status code' }]);
  });

  it.each(['throw', 'malformed', 'big', 'crash', 'hang', 'spin'])(
    'that %s are a 500, and answer the next request',
    async (action) => {
      const failed = await toy.post(action);
      expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
      expect((await toy.post('plain')).status).toBe(200);
    },
  );

  it('whose process is killed are a 500, started again with a line in the log, and answer', async () => {
    const { pid } = (await (await toy.post('pid')).json()) as { readonly pid: number };
    const failed = await toy.post('kill');
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    const fresh = (await (await toy.post('pid')).json()) as { readonly pid: number };
    expect(fresh.pid).not.toBe(pid);
    expect(toy.runner.output()).toContain(`the function Front (process ${pid}) ended (SIGKILL): starting it again`);
  });

  it('keep what they print in a log file of their own, and say errors in a line on the terminal', async () => {
    await toy.post('log');
    await toy.post('throw');
    const file = join(toy.runner.dataDir, 'logs/Front.log');
    await until('the line in the log', () => readFileSync(file, 'utf8').includes('a line in the log of the toy'));
    await until('the stack in the log', () => readFileSync(file, 'utf8').includes('Error: the toy threw'));
    expect(toy.runner.output()).toMatch(/Front failed: .*logs\/Front\.log/);
  });

  it('get the same generated secret every time', async () => {
    const [first, second] = [await (await toy.post('secret')).json(), await (await toy.post('secret')).json()];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ secret: expect.stringMatching(/^\{"for":"toys","key":"[a-zA-Z0-9]{32}"\}$/) });
  });

  it('are not asked about paths without a route, nor about bodies that are too large', async () => {
    const unknown = await fetch(`${toy.runner.url}/elsewhere`);
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'Not Found' }]);
    const wrongMethod = await fetch(`${toy.runner.url}/only-post/x`);
    expect(wrongMethod.status).toBe(404);
    const large = await toy.post('echo', 'x'.repeat(10 * 1024 * 1024 + 1));
    expect([large.status, await large.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    const aboveLambda = await toy.post('echo', 'x'.repeat(7 * 1024 * 1024));
    expect(aboveLambda.status).toBe(413);
    expect((await toy.post('created', 'x'.repeat(1024 * 1024))).status).toBe(201);
  });

  it('get bytes that are no UTF-8 as base64, whatever their type says', async () => {
    const bytes = Buffer.from([0x22, 0xc3, 0x28, 0x22]);
    const answer = await fetch(`${toy.runner.url}/toy/echo`, {
      method: 'POST',
      body: bytes,
      headers: { 'content-type': 'application/json' },
    });
    const { event } = (await answer.json()) as Echo;
    expect(event).toMatchObject({ isBase64Encoded: true, body: bytes.toString('base64') });
  });

  it('are counted by the meter: invocations, calls, units', async () => {
    const meterUrl = toy.runner.endpoints.meter_url ?? '';
    await fetch(`${meterUrl}/reset`, { method: 'POST' });
    await toy.post('put', [{ pk: { S: 'counted' } }]);
    await toy.post('send', { id: 'counted' });
    const read = async () =>
      (await (await fetch(meterUrl)).json()) as {
        functions: Record<string, Record<string, unknown>>;
        http_requests: number;
        pollers: Record<string, number>;
      };
    await until('the deletion of the message', async () => (await read()).pollers['DeleteMessageBatch']);
    const { functions, http_requests: requests, pollers } = await read();
    expect(requests).toBe(2);
    expect(functions['Front']).toMatchObject({
      invocations: 2,
      errors: 0,
      write_units: 1,
      read_units: 0,
      aws_calls: { 'dynamodb:PutItem': 1, 'sqs:SendMessage': 1 },
    });
    expect(functions['Worker']).toMatchObject({ invocations: 1, records: 1 });
    expect(Number(functions['Front']?.['billed_ms'])).toBeGreaterThanOrEqual(2);
    expect(Number(functions['Front']?.['cpu_ms'])).toBeGreaterThan(0);
    expect(pollers).toMatchObject({ ReceiveMessage: 1, DeleteMessageBatch: 1 });
  });

  it('have their answers ended when the runner stops in the middle', async () => {
    const own = await startToy({ timeoutSeconds: 20 });
    const answering = slowPost(`${own.runner.url}/toy/created`, 600);
    await answering.begun;
    const [status, code] = await Promise.all([answering.status, own.runner.stop()]);
    expect([status, code]).toEqual([201, 0]);
  });
});

describe('throttling', () => {
  it('answers 429 above the burst of the stage', async () => {
    const toy = await startToy({ throttle: { rate: 0.01, burst: 3 } });
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await toy.post('plain'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(await answers[3]?.json()).toEqual({ message: 'Too Many Requests' });
    await toy.runner.stop();
  });
});

/** A request whose body comes in two halves, so that it is under way for a while. */
function slowPost(
  url: string,
  pauseMs: number,
): { readonly begun: Promise<void>; readonly status: Promise<number | undefined> } {
  const sent = request(url, { method: 'POST', headers: { 'content-length': 8 } });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sent.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject);
  });
  const begun = new Promise<void>((resolve) => {
    sent.on('socket', (socket) => socket.on('connect', resolve));
  });
  sent.write('half');
  void begun.then(() => setTimeout(() => sent.end('half'), pauseMs));
  return { begun, status };
}
