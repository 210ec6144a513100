import { performance } from 'node:perf_hooks';
import type { buildConnector } from 'undici';
import type { AddressPolicy } from '../../core/domain/endpoint/address-policy';
import { checkEndpointUrl } from '../../core/domain/endpoint/endpoint-url';
import type { EndpointSender, HttpAnswer, OutgoingRequest } from '../../core/usecases/ports';
import { createCheckedConnect } from './checked-connect';
import type { Resolve } from './checked-lookup';
import { plainReason } from './plain-reason';
import { readAnswerText } from './read-answer';
import { Client, request as sendRequest } from './undici-parts';

/**
 * Sends webhooks to endpoints over a fresh connection each. Kept-alive ones would save a handshake, but in a function that
 * is frozen between calls they are mostly dead, and an attempt that fails for that reason alone costs the receiver a
 * delay; and so no connection outlives the check of its address.
 *
 * @param resolve finds a name's addresses; for tests.
 */
export function createEndpointSender(policy: AddressPolicy, resolve?: Resolve): EndpointSender {
  const connect = createCheckedConnect(policy, resolve);
  return {
    async send(request) {
      const started = performance.now();
      const checked = checkEndpointUrl(request.url, policy);
      const tried = checked.ok ? await attempt(checked.url, request, connect) : noAnswer(checked.reason);
      return { ...tried, duration_ms: Math.round(performance.now() - started) };
    },
  };
}

type Tried = Omit<HttpAnswer, 'duration_ms'>;

function noAnswer(error: string): Tried {
  return { status_code: null, error, response: '', headers: {} };
}

async function attempt(url: URL, request: OutgoingRequest, connect: buildConnector.connector): Promise<Tried> {
  const client = new Client(url.origin, { connect, pipelining: 0 });
  // One timer over all of it, from resolving the name to the answer's last byte: a server that drips can't stretch it.
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort();
  }, request.timeout_ms);
  try {
    return await exchange(client, { url, request, signal: abort.signal });
  } catch (error) {
    // Whatever happens between here and the endpoint is data (DESIGN §2), never ours to throw.
    const timedOut = `There was no complete answer within ${request.timeout_ms / 1_000} s.`;
    return noAnswer(abort.signal.aborted ? timedOut : plainReason(error));
  } finally {
    clearTimeout(timer);
    // Also ends a connection that is still being made. It can only fail for a client that is closed already.
    await client.destroy();
  }
}

interface Exchange {
  readonly url: URL;
  readonly request: OutgoingRequest;
  readonly signal: AbortSignal;
}

async function exchange(client: Client, { url, request, signal }: Exchange): Promise<Tried> {
  const answer = await sendRequest.call(client, {
    method: 'POST',
    path: `${url.pathname}${url.search}`,
    headers: request.headers,
    body: request.body,
    signal,
    // The one timer above is the limit; undici's own ones would only say the same in another way.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const response = await readAnswerText(answer.body);
  return { status_code: answer.statusCode, error: null, response, headers: singleHeaders(answer.headers) };
}

/** Names are lower-case already; of a repeated header the first one counts. */
function singleHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const pairs = Object.entries(headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value[0] : value] as const,
  );
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
