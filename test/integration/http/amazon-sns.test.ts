import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createAmazonSns } from '../../../adapters/http/amazon-sns';
import type { Resolve } from '../../../adapters/http/checked-lookup';
import { parseAllowList } from '../../../core/domain/endpoint/cidr';
import { SIGNING_CERTIFICATE, SIGNING_KEY } from '../../support/builders/sns';

const URL_OF_SNS = new URL('https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=t');
/** Every name leads to this machine. */
const toLoopback: Resolve = (_name, _options, callback) => {
  callback(null, [{ address: '127.0.0.1', family: 4 }]);
};
const LOOPBACK_ALLOWED = { httpsOnly: true, allow: parseAllowList('127.0.0.0/8') };

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that is SNS as far as its certificate says, and a client that meets it. */
async function world(listener: RequestListener, timeoutMs?: number) {
  server = createServer({ key: SIGNING_KEY, cert: SIGNING_CERTIFICATE }, listener);
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const settings = { resolve: toLoopback, policy: LOOPBACK_ALLOWED, tls: { port, ca: SIGNING_CERTIFICATE } };
  return { port, sns: createAmazonSns({ ...settings, ...(timeoutMs !== undefined && { timeoutMs }) }) };
}

describe('Amazon SNS over HTTPS', () => {
  it('is asked for exactly the URL, and its answer comes back', async () => {
    const asked: unknown[] = [];
    const { sns } = await world((request, response) => {
      asked.push([request.method, request.url, request.headers.host?.split(':')[0]]);
      response.end('confirmed');
    });
    expect(await sns.get(URL_OF_SNS)).toEqual({ status_code: 200, body: 'confirmed' });
    expect(asked).toEqual([['GET', '/?Action=ConfirmSubscription&Token=t', 'sns.us-east-1.amazonaws.com']]);
  });

  it('is not followed where it redirects to', async () => {
    let count = 0;
    const { sns } = await world((_, response) => {
      count += 1;
      response.writeHead(302, { location: 'https://sns.eu-west-1.amazonaws.com/' }).end();
    });
    expect(await sns.get(URL_OF_SNS)).toEqual({ status_code: 302, body: '' });
    expect(count).toBe(1);
  });

  it('is not reached when its name leads to an address of this network', async () => {
    const { port } = await world((_, response) => response.end());
    const sns = createAmazonSns({ resolve: toLoopback, tls: { port, ca: SIGNING_CERTIFICATE } });
    await expect(sns.get(URL_OF_SNS)).rejects.toThrow('127.0.0.1 is');
  });

  it('is not believed without a certificate for its name', async () => {
    const { sns } = await world((_, response) => response.end());
    await expect(sns.get(new URL('https://sns.eu-west-1.amazonaws.com/'))).rejects.toThrow('altnames');
  });

  it('is given up when it does not answer in time', async () => {
    const { sns } = await world(() => undefined, 50);
    await expect(sns.get(URL_OF_SNS)).rejects.toThrow('aborted');
  });

  it('is given up when its answer drips', async () => {
    const { sns } = await world((_, response) => void response.write('a'), 200);
    await expect(sns.get(URL_OF_SNS)).rejects.toThrow('aborted');
  });

  it('is given up when its answer is too large', async () => {
    const { sns } = await world((_, response) => response.end('x'.repeat(100_000)));
    await expect(sns.get(URL_OF_SNS)).rejects.toThrow('too large');
  });
});
