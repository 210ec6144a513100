import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A request as a receiver got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real server on loopback. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Connections taken so far. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** How a receiver answers; `count` is the how-manieth request it is, from 1. */
export type Answering = (response: ServerResponse, count: number, request: Received) => void;

/** Answers each request in one go. */
export function answer(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answering {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Starts an HTTP receiver, on a free port unless one is named. */
export function startReceiver(answering: Answering, host = '127.0.0.1', port = 0): Promise<Receiver> {
  const received: Received[] = [];
  return listen(createServer(record(received, answering)), { received, host, port, scheme: 'http' });
}

/** Starts an HTTPS receiver whose certificate nobody signed but itself. */
export function startTlsReceiver(answering: Answering): Promise<Receiver> {
  const received: Received[] = [];
  const folder = join(__dirname, '..', 'fixtures', 'tls');
  const tls = {
    key: readFileSync(join(folder, 'self-signed-key.pem')),
    cert: readFileSync(join(folder, 'self-signed.pem')),
  };
  return listen(createTlsServer(tls, record(received, answering)), { received, host: '127.0.0.1', scheme: 'https' });
}

/** Starts a receiver that does with each connection what it is told, HTTP or not. */
export function startTcpReceiver(connected: (socket: Socket) => void): Promise<Receiver> {
  return listen(createTcpServer(connected), { received: [], host: '127.0.0.1', scheme: 'http' });
}

function record(received: Received[], answering: Answering): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const got = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(got);
      answering(response, received.length, got);
    });
  };
}

interface Listening {
  readonly received: Received[];
  readonly host: string;
  readonly scheme: string;
  /** 0 or missing = any free one. */
  readonly port?: number;
}

function listen(server: Server, { received, host, scheme, port: wanted = 0 }: Listening): Promise<Receiver> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    // Tests reset and abandon connections on purpose.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject).listen(wanted, host, () => {
      const { port } = server.address() as AddressInfo;
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => {
            closed();
          });
          for (const socket of sockets) socket.destroy();
        });
      const name = host.includes(':') ? `[${host}]` : host;
      resolve({
        url: `${scheme}://${name}:${port}/webhooks?from=tocsin`,
        port,
        received,
        connections: () => connections,
        close,
      });
    });
  });
}
