import type { ParamsOf } from '../../core/contracts/api-routes';
import type { Json } from '../../core/contracts/json';
import { CliFailure } from '../failure';
import type { Io } from '../io';
import { apiFailure } from './api-failure';
import { retryAfterMs } from './retry-after';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiCall {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** Longer than any route takes: the functions behind them give up after half of it. */
const TIMEOUT_MS = 60_000;
/** Times that an answer of "later" is believed. */
const PATIENCE = 5;
/** Refused before anything was done: too many requests, or nobody there to take them. */
const LATER = [429, 503];

/** The API over HTTP: one call, one JSON answer; refusals are thrown in words for people. */
export class ApiClient {
  /** @param token null for routes that need none */
  constructor(
    private readonly io: Pick<Io, 'fetch' | 'pause' | 'now'>,
    readonly url: string,
    private readonly token: string | null,
  ) {}

  /**
   * Calls a route. Waits and tries again when it is told to. The type is what the caller knows of its answer.
   * @param path below the base URL, or an absolute URL
   * @throws ApiFailure when it is refused, CliFailure when nobody answers
   */
  async call<T>(method: Method, path: string, { query = {}, body }: ApiCall = {}): Promise<T> {
    const parameters = new URLSearchParams(query).toString();
    const address = path.startsWith('/') ? `${this.url}${path}` : path;
    const target = parameters === '' ? address : `${address}?${parameters}`;
    for (let tried = 1; ; tried += 1) {
      const answer = await this.attempt(method, target, body);
      const text = await answer.text();
      if (answer.ok) return (text === '' ? null : JSON.parse(text)) as T;
      const wait = LATER.includes(answer.status)
        ? retryAfterMs(answer.headers.get('retry-after'), this.io.now())
        : null;
      if (wait === null || tried === PATIENCE) throw apiFailure(answer.status, text, `${method} ${path}`);
      await this.io.pause(wait);
    }
  }

  private async attempt(method: Method, url: string, body: Json | undefined): Promise<Response> {
    const headers = {
      accept: 'application/json',
      ...(this.token === null ? {} : { authorization: `Token ${this.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      return await this.io.fetch(url, { method, headers, ...content, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      throw new CliFailure(`Nothing answers at ${new URL(url).origin}: ${reasonOf(error)}`);
    }
  }
}

/** The innermost reason: fetch wraps what the network said. */
function reasonOf(error: unknown): string {
  const { cause, message, name } = error as { cause?: unknown; message?: string; name?: string };
  if (name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1_000} seconds`;
  const inner = (cause as { readonly code?: string; readonly message?: string } | undefined) ?? {};
  return inner.code ?? inner.message ?? message ?? 'for no reason that is known';
}

/** A path of the route table with its parameters filled in. */
export function pathOf<Path extends string>(path: Path, params: ParamsOf<Path>): string {
  const values = params as Readonly<Record<string, string>>;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}
