import type { EndpointSender, HttpAnswer, OutgoingRequest } from '../../core/usecases/ports';
import type { EndpointMode, PlannedMode } from './plan';
import type { Random } from './random';

/** A request that reached an endpoint. */
export interface Arrival {
  readonly endpoint: string;
  /** `webhook-id`. */
  readonly id: string;
  readonly sequence: number;
  /** Unique id of the incident. */
  readonly incident: string;
  readonly type: string;
  readonly at: number;
  readonly answered: number | null;
}

/** The endpoints by number; each has a URL of its own. */
export const ENDPOINTS = ['https://first.example/', 'https://second.example/'] as const;

const WELL: HttpAnswer = { status_code: 200, error: null, response: '', headers: {}, duration_ms: 12 };

/** The receivers of webhooks: keep what arrives, and answer as the plan says, or well once nothing is to fail any more. */
export class Receivers implements EndpointSender {
  readonly arrivals: Arrival[] = [];
  isWell = false;

  constructor(
    private readonly world: { readonly now: () => number; readonly start: number; readonly random: Random },
    private readonly modes: readonly PlannedMode[],
  ) {}

  send(request: OutgoingRequest): Promise<HttpAnswer> {
    const mode = this.modeOf(request.url);
    const answer = this.answer(mode);
    if (mode !== 'refused') this.arrivals.push(this.arrivalOf(request, answer.status_code));
    return Promise.resolve(answer);
  }

  private arrivalOf({ url, headers, body }: OutgoingRequest, answered: number | null): Arrival {
    const { payload } = JSON.parse(body) as {
      readonly payload: { readonly event_type: string; readonly incident: { readonly unique_id: string } };
    };
    return {
      endpoint: url,
      id: headers['webhook-id'] ?? '',
      sequence: Number(headers['X-Tocsin-Sequence']),
      incident: payload.incident.unique_id,
      type: payload.event_type,
      at: this.world.now(),
      answered,
    };
  }

  private modeOf(url: string): EndpointMode | null {
    if (this.isWell) return null;
    const since = this.world.now() - this.world.start;
    const current = this.modes.find(
      ({ endpoint, at, until }) => ENDPOINTS[endpoint] === url && at <= since && since < until,
    );
    return current?.mode ?? null;
  }

  private answer(mode: EndpointMode | null): HttpAnswer {
    switch (mode) {
      case null:
        return WELL;
      case 'error':
        return { ...WELL, status_code: 500 };
      case 'busy':
        return { ...WELL, status_code: 503, headers: { 'retry-after': '7' } };
      case 'hangs':
        return { ...WELL, status_code: null, error: 'No answer in time.', duration_ms: 3_000 };
      case 'refused':
        return { ...WELL, status_code: null, error: 'Connection refused.' };
      case 'slow':
        return { ...WELL, duration_ms: 2_500 };
      case 'flaky':
        return this.world.random.chance(0.5) ? WELL : { ...WELL, status_code: 500 };
    }
  }
}
