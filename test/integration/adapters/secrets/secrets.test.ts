import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createJsonCaller } from '../../../../adapters/aws-json';
import { createSecretText } from '../../../../adapters/secrets/secret-text';
import { createSigningKeys } from '../../../../adapters/secrets/signing-keys';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:signing';

describe('secrets', () => {
  let server: Server;
  let answers: (() => { readonly status: number; readonly body: object })[] = [];
  let asked: unknown[] = [];

  const answerSecret = (text: string): void => {
    answers.push(() => ({ status: 200, body: { ARN, Name: 'signing', SecretString: text } }));
  };

  beforeAll(async () => {
    // The wire protocol of Secrets Manager as its documentation has it: JSON 1.1, one operation.
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        asked.push(JSON.parse(text));
        const { status, body } = answers.shift()?.() ?? { status: 400, body: { __type: 'ResourceNotFoundException' } };
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    answers = [];
    asked = [];
  });

  it('are fetched once per process, for all who ask at the same time and ever after', async () => {
    answerSecret('{"key":"abc"}');
    const secret = createSecretText(createJsonCaller('secretsmanager', 'background'), ARN);
    await expect(Promise.all([secret(), secret()])).resolves.toEqual(['abc', 'abc']);
    await expect(secret()).resolves.toBe('abc');
    expect(asked).toEqual([{ SecretId: ARN }]);
  });

  it('are fetched again after a fetch that failed', async () => {
    const secret = createSecretText(createJsonCaller('secretsmanager', 'background'), ARN);
    await expect(secret()).rejects.toThrow();
    answerSecret('{"key":"abc"}');
    await expect(secret()).resolves.toBe('abc');
  });

  it('of another form are refused without being shown', async () => {
    for (const text of ['top secret', '{"password":"top secret"}', '{"key":""}', 'null', '{"key":5}']) {
      answerSecret(text);
      const refused = createSecretText(createJsonCaller('secretsmanager', 'background'), ARN)();
      await expect(refused).rejects.toThrow(`The secret ${ARN} is no JSON document with a text "key".`);
    }
  });

  it('give keys for signing that differ by purpose and by secret, and stay the same over processes', async () => {
    const keysOf = (text: string) => createSigningKeys(() => Promise.resolve(text))();
    const [one, again, other] = [await keysOf('one'), await keysOf('one'), await keysOf('other')];
    expect(one).toEqual(again);
    const hexes = [one, other].flatMap(({ traceIds, integrationKeys }) => [traceIds, integrationKeys]);
    expect(new Set(hexes.map((key) => key.toString('hex'))).size).toBe(4);
  });
});
