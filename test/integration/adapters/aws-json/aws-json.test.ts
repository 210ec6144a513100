import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AwsJsonError, createJsonCaller } from '../../../../adapters/aws-json';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = { readonly status: number; readonly body: string } | 'hang up';

const SECRET = 'the secret access key';
const FINE: Answer = { status: 200, body: '{"MessageId":"1"}' };
const error = (status: number, type: string): Answer => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message: 'Said so.' }),
});

describe('a call of AWS’s JSON protocol', () => {
  let server: Server;
  let answers: Answer[] = [];
  let requests: Request[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
        const answer = answers.shift() ?? FINE;
        if (answer === 'hang up') request.socket.destroy();
        else response.writeHead(answer.status).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_SESSION_TOKEN: 'session',
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    answers = [];
    requests = [];
  });

  const send = (patience: 'request' | 'background' = 'request') =>
    createJsonCaller('sqs', patience).call('SendMessage', { MessageBody: 'ü' });

  it('goes out as the protocol has it, and its output comes back', async () => {
    await expect(send()).resolves.toEqual({ MessageId: '1' });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/', body: '{"MessageBody":"ü"}' });
    expect(requests[0]?.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
      'x-amz-security-token': 'session',
    });
  });

  it('is signed: AWS, which calculates the signature from what arrives, comes to the same', async () => {
    await send();
    const [request] = requests;
    if (!request) throw new Error('Nothing arrived.');
    const [, names = '', signature] =
      /SignedHeaders=([^,]+), Signature=(\w+)$/.exec(request.headers.authorization ?? '') ?? [];
    expect(names.split(';')).toEqual(
      expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target']),
    );
    expect(signature).toBe(signatureOf(request, names.split(';')));
  });

  it.each([
    ['a throttle', error(400, 'ThrottlingException')],
    ['an error of the service', error(500, 'InternalFailure')],
    ['something that is no JSON from a proxy', { status: 503, body: '<html>' }],
    ['a connection that ends', 'hang up'],
  ] as const)('is tried again after %s, with a signature of its own', async (_, answer) => {
    answers.push(answer);
    await expect(send()).resolves.toEqual({ MessageId: '1' });
    expect(requests).toHaveLength(2);
  });

  it('is not tried again when the service refuses it, and says why', async () => {
    answers.push(error(400, 'QueueDoesNotExist'));
    const refused = await send('background').catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(AwsJsonError);
    expect(refused).toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'Said so.',
      $metadata: { httpStatusCode: 400 },
    });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['request', 2],
    ['background', 5],
  ] as const)(
    'is given up with the last error when all tries fail: for who waits for a %s, %d',
    async (patience, tries) => {
      answers.push(...Array.from({ length: 9 }, () => error(500, 'InternalFailure')));
      await expect(send(patience)).rejects.toThrow('Said so.');
      expect(requests).toHaveLength(tries);
    },
  );

  it('says the status where the answer says nothing', async () => {
    answers.push({ status: 403, body: '<html>' });
    await expect(send()).rejects.toThrow('AWS answered 403.');
  });
});

/** Signature version 4, from what arrived (AWS, "Create a signed AWS API request"). */
function signatureOf({ method, path, headers, body }: Request, signed: readonly string[]): string {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const lines = signed.map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, path, '', lines.join(''), signed.join(';'), sha256(body)].join('\n');
  const time = String(headers['x-amz-date']);
  const scope = [time.slice(0, 8), 'eu-central-1', 'sqs', 'aws4_request'];
  const key = scope.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${SECRET}`);
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')).toString('hex');
}
