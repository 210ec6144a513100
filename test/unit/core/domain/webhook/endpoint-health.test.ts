import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EndpointHealth } from '../../../../../core/contracts/endpoint-health';
import {
  afterDuration,
  afterFailure,
  afterSuccess,
  claimProbe,
  gateOf,
  hasFailedForLong,
  HEALTH_POLICY,
  HEALTHY,
  isSlow,
  openSeconds,
  triedSoon,
  type Failure,
} from '../../../../../core/domain/webhook/endpoint-health';
import { DELIVERY_ATTEMPTS, delayAfterAttempt } from '../../../../../core/domain/webhook/retry-schedule';
import { LONGEST_RETRY_AFTER_SECONDS } from '../../../../../core/domain/webhook/retry-after';

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;
const START = 1_790_000_000_000_000;

const aFailure = (at: number, over: Partial<Failure> = {}): Failure => ({
  at,
  error: 'The endpoint answered 500.',
  status_code: 500,
  retry_after: null,
  probe: false,
  ...over,
});

/** That many failures, a second apart; each attempt after an opening is its probe. */
function failing(count: number, from: EndpointHealth = HEALTHY): { health: EndpointHealth; now: number } {
  let health = from;
  let now = START;
  for (let i = 0; i < count; i++) {
    now = Math.max(now + SECOND, health.open_until ?? 0);
    const { gate } = gateOf(health, now);
    if (gate === 'probe') health = claimProbe(health, now);
    health = afterFailure(health, aFailure(now, { probe: gate === 'probe' }));
  }
  return { health, now };
}

/** What may come about at an endpoint, in any order. */
const happening = fc.record({
  wait: fc.integer({ min: 0, max: 30 * HOUR }),
  what: fc.constantFrom('success', 'failure', 'late failure'),
  status_code: fc.constantFrom(400, 429, 500, 502, 503, 504, null),
  retry_after: fc.option(fc.integer({ min: 0, max: LONGEST_RETRY_AFTER_SECONDS })),
});

/** The health after all of it, and a look at each step. */
function run(
  happenings: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[],
  look: (before: EndpointHealth, after: EndpointHealth, now: number) => void,
): void {
  let health = HEALTHY;
  let now = START;
  for (const { wait, what, status_code, retry_after } of happenings) {
    now += wait;
    const before = health;
    const { gate } = gateOf(health, now);
    // A late failure is of an attempt that was begun before the circuit opened.
    if (gate === 'open' && what !== 'late failure') continue;
    const probe = gate === 'probe';
    if (probe) health = claimProbe(health, now);
    health =
      what === 'success'
        ? afterSuccess(health)
        : afterFailure(health, aFailure(now, { status_code, retry_after, probe }));
    look(before, health, now);
  }
}

describe('the circuit of an endpoint', () => {
  it('stays closed for a few failures in a row and opens at the next', () => {
    const { health } = failing(HEALTH_POLICY.failuresToOpen - 1);
    expect(gateOf(health, START + HOUR)).toEqual({ gate: 'closed' });
    const opened = failing(HEALTH_POLICY.failuresToOpen);
    expect(gateOf(opened.health, opened.now)).toEqual({
      gate: 'open',
      until: opened.now + HEALTH_POLICY.firstOpenSeconds * SECOND,
    });
  });

  it('lets one attempt through when its time is over; while that is made it is open for others', () => {
    const { health } = failing(HEALTH_POLICY.failuresToOpen);
    const later = health.open_until!;
    expect(gateOf(health, later)).toEqual({ gate: 'probe' });
    expect(gateOf(claimProbe(health, later), later).gate).toBe('open');
  });

  it('is closed by a success, and forgets', () => {
    const { health } = failing(9);
    expect(afterSuccess(health)).toEqual(HEALTHY);
  });

  it('opens for longer with each probe that fails, up to a quarter of an hour', () => {
    const periods = [5, 6, 7, 8, 9, 10, 11, 12].map((count) => {
      const { health, now } = failing(count);
      return (health.open_until! - now) / SECOND;
    });
    expect(periods).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('is not opened for longer by attempts that were begun before it opened', () => {
    const { health, now } = failing(HEALTH_POLICY.failuresToOpen);
    expect(afterFailure(health, aFailure(now + SECOND))).toBe(health);
  });

  it('lets one through at once when somebody asks for a delivery', () => {
    const { health, now } = failing(7);
    expect(gateOf(triedSoon(health), now)).toEqual({ gate: 'probe' });
    expect(triedSoon(HEALTHY)).toBe(HEALTHY);
  });

  it('never keeps a delivery that is alone from its schedule', () => {
    const { failuresToOpen: first } = HEALTH_POLICY;
    const openings = Array.from({ length: DELIVERY_ATTEMPTS - first }, (_, i) => i + 1);
    for (const opening of openings)
      expect(openSeconds(opening)).toBeLessThan(delayAfterAttempt(first + opening - 1, 0)!);
  });

  it('whatever comes about, is open for as long as the policy or the receiver says at most, and closed after a success', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        run(happenings, (_before, after, now) => {
          const longest = Math.max(HEALTH_POLICY.longestOpenSeconds, LONGEST_RETRY_AFTER_SECONDS) * SECOND;
          expect((after.open_until ?? 0) - now).toBeLessThanOrEqual(longest);
          const isClean = after.failures === 0;
          expect(isClean ? after : null).toEqual(isClean ? { ...HEALTHY, version: after.version } : null);
          expect(after.failing_since ?? 0).toBeLessThanOrEqual(after.last_failure_at ?? 0);
        });
      }),
    );
  });
});

describe('an endpoint that says it is busy', () => {
  it.each([...HEALTH_POLICY.busyStatuses])('with %d is left alone for as long as it asks', (status_code) => {
    const health = afterFailure(HEALTHY, aFailure(START, { status_code, retry_after: 77 }));
    expect(gateOf(health, START)).toEqual({ gate: 'open', until: START + 77 * SECOND });
    const silent = afterFailure(HEALTHY, aFailure(START, { status_code }));
    expect(gateOf(silent, START)).toEqual({ gate: 'open', until: START + HEALTH_POLICY.busySeconds * SECOND });
  });

  it('with another status slows nothing down but that delivery', () => {
    expect(gateOf(afterFailure(HEALTHY, aFailure(START, { retry_after: 77 })), START).gate).toBe('closed');
  });

  it('is left alone for longer when another answer asks for more, and not for less', () => {
    const busy = (retry_after: number) => aFailure(START, { status_code: 429, retry_after });
    const health = afterFailure(HEALTHY, busy(60));
    expect(afterFailure(health, busy(600)).open_until).toBe(START + 600 * SECOND);
    expect(afterFailure(health, busy(5))).toBe(health);
  });
});

describe('an endpoint that fails for long', () => {
  const failingFor = (hours: number, every: number): EndpointHealth => {
    let health = HEALTHY;
    for (let hour = 0; hour <= hours; hour += every)
      health = afterFailure(health, aFailure(START + hour * HOUR, { probe: true }));
    return health;
  };

  it('is given up after five days without a success, later than its first delivery', () => {
    expect(hasFailedForLong(failingFor(119, 1))).toBe(false);
    expect(hasFailedForLong(failingFor(120, 1))).toBe(true);
    const longestDelivery = Array.from({ length: DELIVERY_ATTEMPTS - 1 }, (_, i) =>
      Math.max(delayAfterAttempt(i + 1, 1)!, i < 3 ? 0 : LONGEST_RETRY_AFTER_SECONDS),
    ).reduce((sum, delay) => sum + delay, 0);
    expect(HEALTH_POLICY.disableAfter).toBeGreaterThan(longestDelivery * SECOND);
  });

  it('is not given up for failures with more than a day between them', () => {
    expect(hasFailedForLong(failingFor(300, 25))).toBe(false);
    expect(hasFailedForLong(failingFor(300, 8))).toBe(true);
  });

  it('whatever comes about, is given up only if nothing was delivered for five days', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        let lastSuccess = START;
        run(happenings, (_before, after, now) => {
          if (after.failures === 0) lastSuccess = now;
          expect(hasFailedForLong(after) && now - lastSuccess < HEALTH_POLICY.disableAfter).toBe(false);
        });
      }),
    );
  });
});

describe('an endpoint that takes long', () => {
  const { slowMs, slowFor } = HEALTH_POLICY;

  it('counts as slow for a while, which costs no write with every attempt', () => {
    expect(afterDuration(HEALTHY, START, slowMs - 1)).toBe(HEALTHY);
    const slow = afterDuration(HEALTHY, START, slowMs);
    expect([isSlow(slow, START), isSlow(slow, START + slowFor)]).toEqual([true, false]);
    expect(afterDuration(slow, START + slowFor / 4, slowMs)).toBe(slow);
    expect(afterDuration(slow, START + slowFor / 2, slowMs).slow_until).toBe(START + 1.5 * slowFor);
    expect(afterSuccess(slow)).toBe(slow);
  });
});
