import type { EndpointHealth } from '../../contracts/endpoint-health';
import type { Micros } from '../../contracts/incident';

const SECOND: Micros = 1_000_000;
const DAY: Micros = 86_400 * SECOND;

/** The one place that says when an endpoint is left alone, for how long, and when it is given up. */
export const HEALTH_POLICY = {
  /** So many failures in a row open the circuit. Fewer happen to receivers that are being deployed. */
  failuresToOpen: 5,
  /** Seconds that the circuit stays open at first; doubled with each attempt that fails after it. */
  firstOpenSeconds: 30,
  /** A receiver that is back is found within a quarter of an hour. */
  longestOpenSeconds: 900,
  /** Answers by which a receiver says that it has too much to do: it is left alone as a whole. */
  busyStatuses: [429, 502, 503, 504] as readonly number[],
  /** For how long when it does not say (`Retry-After`): the first wait of the schedule of retries. */
  busySeconds: 5,
  /**
   * Milliseconds: an endpoint that takes so long would, in a storm, keep deliver from everybody else's deliveries. More than
   * the default timeout: going by the table costs two writes, which who answers within it shall not cost.
   */
  slowMs: 4_000,
  /** For how long it then counts as slow: said again by each slow answer after half of it. */
  slowFor: 10 * 60 * SECOND,
  /** Failing for so long without one success disables the integration. Longer than a delivery's 25 attempts take. */
  disableAfter: 5 * DAY,
  /** Of a probe whose worker died: as long as deliver may run at most. */
  probeSeconds: 45,
  /**
   * Two failures further apart are not "without a break": nothing was tried in between, so nothing is known. Longer than
   * the longest wait between two attempts (6 hours, a quarter of it, an hour of `Retry-After`).
   */
  longestGap: DAY,
} as const;

/** Clocks of two machines differ: a circuit that ends within a second has ended. */
const TOLERANCE: Micros = SECOND;

/** Of an endpoint that has no item. */
export const HEALTHY: EndpointHealth = {
  version: 0,
  failures: 0,
  failing_since: null,
  last_failure_at: null,
  last_error: null,
  open_until: null,
  openings: 0,
  slow_until: null,
  disabled: null,
  backlog: 'none',
  releasing_at: null,
};

/** May an attempt be made? `probe`: one, by whoever claims it. `open`: none before then. */
export type Gate = { readonly gate: 'closed' | 'probe' } | { readonly gate: 'open'; readonly until: Micros };

export function gateOf({ open_until }: EndpointHealth, now: Micros): Gate {
  if (open_until === null) return { gate: 'closed' };
  return open_until - now > TOLERANCE ? { gate: 'open', until: open_until } : { gate: 'probe' };
}

/**
 * Taken by the one who makes the probe, by writing it: for all others the circuit is open until the attempt must have
 * ended, so that a worker who dies with it costs that much time and no more.
 */
export function claimProbe(health: EndpointHealth, now: Micros): EndpointHealth {
  return { ...health, open_until: now + HEALTH_POLICY.probeSeconds * SECOND };
}

/** After an attempt that delivered. The very same object when there is nothing to change: nothing is written then. */
export function afterSuccess(health: EndpointHealth): EndpointHealth {
  const isClean = health.failures === 0 && health.open_until === null;
  return isClean ? health : { ...cured(health), disabled: health.disabled, slow_until: health.slow_until };
}

/** After any attempt: what its duration says. The very same object when that is known. */
export function afterDuration(health: EndpointHealth, now: Micros, milliseconds: number): EndpointHealth {
  if (milliseconds < HEALTH_POLICY.slowMs) return health;
  const { slowFor } = HEALTH_POLICY;
  return (health.slow_until ?? 0) - now > slowFor / 2 ? health : { ...health, slow_until: now + slowFor };
}

/** Does it take long to answer? */
export function isSlow({ slow_until }: EndpointHealth, now: Micros): boolean {
  return slow_until !== null && slow_until > now;
}

/** As after a success, and enabled: somebody has put it right and wants to see it tried. */
export function cured(health: EndpointHealth): EndpointHealth {
  const { version, backlog, releasing_at } = health;
  return { ...HEALTHY, version, backlog, releasing_at };
}

/** Somebody asks for a delivery: the endpoint is tried now rather than later, though nothing is known to have changed. */
export function triedSoon(health: EndpointHealth): EndpointHealth {
  return health.open_until === null ? health : { ...health, open_until: 0 };
}

/** A failed attempt, as far as it says something of the endpoint. */
export interface Failure {
  readonly at: Micros;
  readonly error: string;
  readonly status_code: number | null;
  /** Seconds that the answer asked to wait, capped; null = it did not ask. */
  readonly retry_after: number | null;
  /** It was the one attempt that a circuit lets through after its time. */
  readonly probe: boolean;
}

/** After an attempt that failed. The very same object when it says nothing new. */
export function afterFailure(health: EndpointHealth, failure: Failure): EndpointHealth {
  const { at, error, probe } = failure;
  const asked = busyUntil(failure);
  const isOpen = !probe && gateOf(health, at).gate === 'open';
  // Begun before the circuit opened: of the same outage, and many of them would open it for ever longer.
  if (isOpen && asked <= (health.open_until ?? 0)) return health;
  const goesOn = health.last_failure_at !== null && at - health.last_failure_at <= HEALTH_POLICY.longestGap;
  const failures = goesOn ? health.failures + 1 : 1;
  const opens = !isOpen && failures >= HEALTH_POLICY.failuresToOpen;
  const openings = (goesOn ? health.openings : 0) + (opens ? 1 : 0);
  const until = Math.max(asked, opens ? at + openSeconds(openings) * SECOND : 0, isOpen ? (health.open_until ?? 0) : 0);
  return {
    ...health,
    failures,
    failing_since: goesOn ? (health.failing_since ?? at) : at,
    last_failure_at: Math.max(at, health.last_failure_at ?? 0),
    last_error: error,
    open_until: until === 0 ? null : until,
    openings,
  };
}

/** How long the circuit stays open the how-manieth time in a row, in seconds. */
export function openSeconds(opening: number): number {
  const { firstOpenSeconds, longestOpenSeconds } = HEALTH_POLICY;
  return Math.min(longestOpenSeconds, firstOpenSeconds * 2 ** (opening - 1));
}

/** Until when the receiver asked to be left alone; 0 = it did not. */
function busyUntil({ at, status_code, retry_after }: Failure): Micros {
  if (status_code === null || !HEALTH_POLICY.busyStatuses.includes(status_code)) return 0;
  return at + (retry_after ?? HEALTH_POLICY.busySeconds) * SECOND;
}

/** Has every attempt failed for so long that the integration is to be disabled? */
export function hasFailedForLong({ failing_since, last_failure_at }: EndpointHealth): boolean {
  if (failing_since === null || last_failure_at === null) return false;
  return last_failure_at - failing_since >= HEALTH_POLICY.disableAfter;
}
