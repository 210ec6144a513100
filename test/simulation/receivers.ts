import type { EndpointSender, HttpAnswer, OutgoingRequest } from '../../core/usecases/ports';
import type { EndpointMode, PlannedMode } from './plan';
import type { Random } from './random';

/** A request that reached an endpoint. */
export interface Arrival {
  /** Number of the endpoint. */
  readonly endpoint: number;
  readonly url: string;
  /** `webhook-id`. */
  readonly id: string;
  readonly sequence: number;
  /** Unique id of the incident. */
  readonly incident: string;
  readonly type: string;
  /** When the function that sent it began. */
  readonly since: number;
  readonly at: number;
  readonly answered: number | null;
}

/** The endpoints by number; each has a URL of its own. */
export const ENDPOINTS = ['https://first.example/', 'https://second.example/'] as const;
/** Where they are once they have moved. */
export const MOVED = ['https://first.example/moved', 'https://second.example/moved'] as const;

const WELL: HttpAnswer = { status_code: 200, error: null, response: '', headers: {}, duration_ms: 12 };
/** What is kept of an answer that is larger. */
const HUGE = 'x'.repeat(4_096);

/** The receivers of webhooks: keep what arrives, and answer as the plan says, or well once nothing is to fail any more. */
export class Receivers implements EndpointSender {
  readonly arrivals: Arrival[] = [];
  isWell = false;

  constructor(
    private readonly world: { readonly now: () => number; readonly start: number; readonly random: Random },
    private readonly modes: readonly PlannedMode[],
  ) {}

  /** `since`: when the function that sends it began. */
  send(request: OutgoingRequest, since = 0): Promise<HttpAnswer> {
    const endpoint = endpointOf(request.url);
    const mode = this.modeOf(endpoint);
    const answer = this.answer(mode);
    // Nothing of the request gets over a connection that is refused, or trusted by nobody.
    if (mode !== 'refused' && mode !== 'tls') this.arrivals.push(this.arrivalOf(request, { endpoint, since, answer }));
    return Promise.resolve(answer);
  }

  private arrivalOf(
    { url, headers, body }: OutgoingRequest,
    { endpoint, since, answer }: { readonly endpoint: number; readonly since: number; readonly answer: HttpAnswer },
  ): Arrival {
    const { payload } = JSON.parse(body) as {
      readonly payload: { readonly event_type: string; readonly incident: { readonly unique_id: string } };
    };
    return {
      endpoint,
      url,
      id: headers['webhook-id'] ?? '',
      sequence: Number(headers['X-Tocsin-Sequence']),
      incident: payload.incident.unique_id,
      type: payload.event_type,
      since,
      at: this.world.now(),
      answered: answer.status_code,
    };
  }

  private modeOf(endpoint: number): EndpointMode | null {
    if (this.isWell) return null;
    const since = this.world.now() - this.world.start;
    const isOn = ({ at, until }: PlannedMode): boolean => at <= since && since < until;
    return this.modes.find((mode) => mode.endpoint === endpoint && isOn(mode))?.mode ?? null;
  }

  private answer(mode: EndpointMode | null): HttpAnswer {
    if (mode === 'flaky') return this.world.random.chance(0.5) ? WELL : { ...WELL, status_code: 500 };
    return mode === null ? WELL : { ...WELL, ...ANSWERS[mode](this.world.now()) };
  }
}

const none = (error: string, duration_ms = 5) => ({ status_code: null, error, duration_ms });

/** What comes back, by how the endpoint fails at the time. */
const ANSWERS: Readonly<Record<Exclude<EndpointMode, 'flaky'>, (now: number) => Partial<HttpAnswer>>> = {
  error: () => ({ status_code: 500 }),
  busy: () => ({ status_code: 503, headers: { 'retry-after': '7' } }),
  // As a date, in whole seconds.
  throttled: (now) => ({
    status_code: 429,
    headers: { 'retry-after': new Date((now + 90_000_000) / 1_000).toUTCString() },
  }),
  rejects: () => ({ status_code: 400, response: 'what is this?' }),
  gone: () => ({ status_code: 410 }),
  redirect: () => ({ status_code: 302, headers: { location: 'https://elsewhere.example/' } }),
  huge: () => ({ response: HUGE }),
  slow: () => ({ duration_ms: 5_500 }),
  hangs: () => none('No answer in time.', 3_000),
  refused: () => none('Connection refused.'),
  tls: () => none('Its certificate can not be verified.'),
  reset: () => none('The connection was reset.'),
};

/** The number of the endpoint with a URL. */
export function endpointOf(url: string): number {
  const [first, moved] = [ENDPOINTS, MOVED].map((urls: readonly string[]) => urls.indexOf(url));
  const endpoint = Math.max(first ?? -1, moved ?? -1);
  if (endpoint === -1) throw new Error(`Nobody configured ${url}.`);
  return endpoint;
}
