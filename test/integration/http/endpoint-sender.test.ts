import { afterEach, describe, expect, it } from '@jest/globals';
import { createEndpointSender } from '../../../adapters/http/endpoint-sender';
import type { AddressPolicy } from '../../../core/domain/endpoint/address-policy';
import { parseAllowList } from '../../../core/domain/endpoint/cidr';
import type { HttpAnswer } from '../../../core/usecases/ports';
import { answer, type Receiver, startReceiver, startTcpReceiver, startTlsReceiver } from '../../support/receivers';

const LOOPBACK: AddressPolicy = { httpsOnly: false, allow: parseAllowList('127.0.0.0/8,::1/128') };

const open: Receiver[] = [];
async function started(receiver: Promise<Receiver>): Promise<Receiver> {
  open.push(await receiver);
  return open.at(-1)!;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

function send(url: string, over: { timeout_ms?: number; policy?: AddressPolicy } = {}): Promise<HttpAnswer> {
  const { timeout_ms = 5_000, policy = LOOPBACK } = over;
  const request = {
    url,
    headers: { 'Content-Type': 'application/json', 'X-Team': 'payments' },
    body: '{"a": 1}',
    timeout_ms,
  };
  return createEndpointSender(policy).send(request);
}

describe('an attempt', () => {
  it('posts the body as it is, to path and query, with the headers given', async () => {
    const receiver = await started(startReceiver(answer(200, { 'X-Seen': 'yes' }, 'thank you')));
    const got = await send(receiver.url);
    expect(got).toMatchObject({ status_code: 200, error: null, response: 'thank you', headers: { 'x-seen': 'yes' } });
    expect(got.duration_ms).toBeGreaterThanOrEqual(0);
    const [request] = receiver.received;
    expect(request).toMatchObject({ method: 'POST', path: '/webhooks?from=tocsin', body: '{"a": 1}' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '8',
      'x-team': 'payments',
      host: `127.0.0.1:${receiver.port}`,
    });
  });

  it('gives the status of any answer', async () => {
    const receiver = await started(startReceiver(answer(503, { 'Retry-After': '7' }, 'busy')));
    expect(await send(receiver.url)).toMatchObject({
      status_code: 503,
      error: null,
      response: 'busy',
      headers: { 'retry-after': '7' },
    });
  });

  it('does not follow a redirect, wherever it leads', async () => {
    const target = await started(startReceiver(answer(200)));
    const receiver = await started(startReceiver(answer(302, { Location: target.url })));
    expect(await send(receiver.url)).toMatchObject({ status_code: 302 });
    expect(target.connections()).toBe(0);
  });

  it('ends when a server takes the request and says nothing', async () => {
    const receiver = await started(startReceiver(() => undefined));
    const got = await send(receiver.url, { timeout_ms: 300 });
    expect(got).toMatchObject({ status_code: null, error: 'There was no complete answer within 0.3 s.' });
  });

  it('ends when a server drips its answer byte by byte, and hangs up on it', async () => {
    let dripping: NodeJS.Timeout | undefined;
    const hungUp = new Promise<void>((resolve) => {
      void started(
        startReceiver((response) => {
          response.writeHead(200);
          dripping = setInterval(() => response.write('.'), 50);
          response.on('close', () => {
            clearInterval(dripping);
            resolve();
          });
        }),
      ).then(async (receiver) => {
        const got = await send(receiver.url, { timeout_ms: 400 });
        expect(got).toMatchObject({ status_code: null, error: 'There was no complete answer within 0.4 s.' });
      });
    });
    await hungUp;
  });

  it('reads no more than 64 KB of an endless answer, keeps 4 KB, and takes the status for what it is', async () => {
    let written = 0;
    const receiver = await started(
      startReceiver((response) => {
        response.writeHead(200);
        const more = (): void => {
          while (!response.destroyed && written < 10_000_000 && response.write('é'.repeat(8_192))) written += 16_384;
        };
        response.on('drain', more);
        more();
      }),
    );
    const got = await send(receiver.url);
    expect(got).toMatchObject({ status_code: 200, error: null });
    expect(Buffer.byteLength(got.response)).toBe(4_096);
    expect(got.response).toBe('é'.repeat(2_048));
    expect(written).toBeLessThan(10_000_000);
  });

  it('keeps an answer that is no text in 4 KB too', async () => {
    const receiver = await started(
      startReceiver((response) => {
        response.end(Buffer.alloc(6_000, 0xff));
      }),
    );
    const got = await send(receiver.url);
    expect(got.response).toMatch(/^\ufffd+$/);
    expect(Buffer.byteLength(got.response)).toBeLessThanOrEqual(4_096);
  });

  it('says plainly that the connection was reset', async () => {
    const receiver = await started(
      startTcpReceiver((socket) => {
        socket.once('data', () => socket.resetAndDestroy());
      }),
    );
    expect(await send(receiver.url)).toMatchObject({
      status_code: null,
      error: 'The connection was reset before there was an answer.',
    });
  });

  it('says plainly that the connection was closed without an answer', async () => {
    const receiver = await started(
      startTcpReceiver((socket) => {
        socket.once('data', () => socket.end());
      }),
    );
    expect(await send(receiver.url)).toMatchObject({
      status_code: null,
      error: 'The connection was closed before there was an answer.',
    });
  });

  it('says plainly that an answer broke off in the middle', async () => {
    const receiver = await started(
      startTcpReceiver((socket) => {
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'));
      }),
    );
    expect(await send(receiver.url)).toMatchObject({ status_code: null, error: expect.stringContaining('closed') });
  });

  it('says plainly that the server speaks no HTTP', async () => {
    const receiver = await started(
      startTcpReceiver((socket) => {
        socket.end('SSH-2.0-OpenSSH_9.7\r\n');
      }),
    );
    expect(await send(receiver.url)).toMatchObject({ status_code: null, error: 'The answer is not HTTP.' });
  });

  it('says plainly that nobody listens', async () => {
    const receiver = await startReceiver(answer(200));
    await receiver.close();
    expect(await send(receiver.url)).toMatchObject({ status_code: null, error: 'The connection was refused.' });
  });

  it('does not send anything to a server with a certificate that nobody vouches for', async () => {
    const receiver = await started(startTlsReceiver(answer(200)));
    expect(await send(receiver.url)).toMatchObject({ status_code: null, error: 'The TLS certificate is self-signed.' });
    expect(receiver.received).toEqual([]);
  });

  it('does not send anything in clear when the server speaks TLS', async () => {
    const receiver = await started(startReceiver(answer(200)));
    const got = await send(receiver.url.replace('http:', 'https:'));
    expect(got.status_code).toBeNull();
    expect(got.error).toMatch(/^The TLS handshake failed/);
  });

  it('opens a connection of its own each time', async () => {
    const receiver = await started(startReceiver(answer(200)));
    await send(receiver.url);
    await send(receiver.url);
    expect(receiver.connections()).toBe(2);
  });

  it('to a slow endpoint does not delay one to another', async () => {
    const slow = await started(startReceiver(() => undefined));
    const good = await started(startReceiver(answer(200)));
    const sender = createEndpointSender(LOOPBACK);
    const request = { headers: {}, body: '{}', timeout_ms: 1_000 };
    const order: string[] = [];
    await Promise.all([
      sender.send({ ...request, url: slow.url }).then(() => order.push('slow')),
      sender.send({ ...request, url: good.url }).then(() => order.push('good')),
    ]);
    expect(order).toEqual(['good', 'slow']);
  });
});
