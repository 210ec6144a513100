import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiPlan } from '../assembly/routes';
import { codeOf, reasonOf, RunnerFailure } from '../failure';
import type { Finished } from '../functions/protocol';
import { buildEvent, splitTarget } from './build-event';
import {
  convertResult,
  DISK_FULL,
  INTERNAL_ERROR,
  NOT_FOUND,
  TOO_LARGE,
  TOO_MANY,
  UNAVAILABLE,
  type GatewayAnswer,
} from './convert-result';
import { matchRoute, type RouteMatch } from './match-route';
import { readBody } from './read-body';
import { TokenBucket } from './token-bucket';

/** What the gateway needs once functions run. */
export interface GatewayBackend {
  readonly api: ApiPlan;
  readonly invoke: (functionName: string, event: string) => Promise<Finished>;
  readonly onRequest: () => void;
  /** While it is, only what changes nothing is served. */
  readonly isDiskFull: () => boolean;
}

/** Lambda's limit for an event. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
/** What requests under way get to end in, when the runner stops. */
const DRAIN_MS = 10_000;

/**
 * The front of the HTTP API. It listens from the start — a taken port is said before anything else is started — and
 * answers 503 until {@link Gateway.open} gives it something to serve.
 */
export class Gateway {
  private backend: GatewayBackend | undefined;
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.serve(request, response);
    });
  }

  /** Starts listening; resolves with the port. Throws {@link RunnerFailure} when it is taken or not allowed. */
  async listen(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    try {
      await once(this.server, 'listening');
    } catch (error) {
      const why =
        codeOf(error) === 'EADDRINUSE' ? 'is taken: choose another with --port' : `can't be used: ${reasonOf(error)}`;
      throw new RunnerFailure(`port ${port} on ${host} ${why}`);
    }
    return (this.server.address() as AddressInfo).port;
  }

  open(backend: GatewayBackend): void {
    this.backend = backend;
  }

  /** Takes no more connections and lets requests under way end. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeIdleConnections();
    await Promise.race([closed, sleep(DRAIN_MS, undefined, { ref: false })]);
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    try {
      const answer = await this.answer(request, requestId);
      response.writeHead(answer.status, {
        ...answer.headers,
        // A 204 has no body, not even an empty one.
        ...(answer.status === 204 ? {} : { 'content-length': answer.body.length }),
        'apigw-requestid': requestId,
        // Stopping: a kept connection would hold the shutdown up.
        ...(this.server.listening ? {} : { connection: 'close' }),
      });
      response.end(request.method === 'HEAD' ? undefined : answer.body);
    } catch {
      // The client went away, or the function's headers can't be sent.
      if (!response.headersSent)
        response.writeHead(INTERNAL_ERROR.status, INTERNAL_ERROR.headers as Record<string, string>);
      response.end(INTERNAL_ERROR.body);
    }
  }

  private async answer(request: IncomingMessage, requestId: string): Promise<GatewayAnswer> {
    const { backend } = this;
    const body = await readBody(request);
    if (backend === undefined) return UNAVAILABLE;
    backend.onRequest();
    const target = request.url ?? '/';
    const match = matchRoute(backend.api.routes, request.method ?? 'GET', splitTarget(target)[0]);
    if (match === undefined) return NOT_FOUND;
    if (!this.admits(backend.api, match)) return TOO_MANY;
    if (backend.isDiskFull() && request.method !== 'GET' && request.method !== 'HEAD') return DISK_FULL;
    if (body === 'too-large') return TOO_LARGE;
    const gatewayRequest = {
      method: request.method ?? 'GET',
      target,
      headers: request.headers,
      body,
      sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace('::ffff:', ''),
      httpVersion: request.httpVersion,
      port: request.socket.localPort ?? 0,
    };
    const event = JSON.stringify(buildEvent(gatewayRequest, match, requestId, Date.now()));
    // A body the gateway takes can still be more than Lambda takes (base64 adds a third).
    if (Buffer.byteLength(event) > MAX_EVENT_BYTES) return TOO_LARGE;
    return callFunction(backend, match, event);
  }

  private admits(api: ApiPlan, { route }: RouteMatch): boolean {
    const own = api.routeThrottles.get(route.key);
    const throttle = own ?? api.throttle;
    if (throttle === undefined) return true;
    const key = own === undefined ? '' : route.key;
    const bucket = this.buckets.get(key) ?? new TokenBucket(throttle, performance.now());
    this.buckets.set(key, bucket);
    return bucket.take(performance.now());
  }
}

async function callFunction(backend: GatewayBackend, { route }: RouteMatch, event: string): Promise<GatewayAnswer> {
  const giveUp = new AbortController();
  const finished = await Promise.race([
    backend.invoke(route.functionName, event),
    sleep(route.timeoutMs, undefined, { signal: giveUp.signal }).catch(() => undefined),
  ]);
  giveUp.abort();
  if (finished === undefined) return UNAVAILABLE;
  return finished.outcome.ok ? convertResult(finished.outcome.payload) : INTERNAL_ERROR;
}
