import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPerMinute } from '../../../../../core/domain/rate-limit/read-per-minute';
import { MAX_PER_MINUTE, takeToken } from '../../../../../core/domain/rate-limit/token-bucket';

const MINUTE = 60_000_000;
const START = 1_790_000_000_000_000;

/** Takes at each of the times, in order: which were let through. */
function through(times: readonly number[], perMinute: number): readonly number[] {
  let fullAt = 0;
  return times.filter((now) => {
    const taken = takeToken(fullAt, now, perMinute);
    if (taken.ok) fullAt = taken.fullAt;
    return taken.ok;
  });
}

const limits = fc.integer({ min: 1, max: 500 });
/** Times with pauses from none to half a minute. */
const arrivals = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: MINUTE / 2 })), {
    maxLength: 400,
  })
  .map((pauses) => {
    let now = START;
    return pauses.map((pause) => (now += pause));
  });

function countIn(times: readonly number[], from: number, to: number): number {
  return times.filter((time) => time >= from && time < to).length;
}

describe('a token bucket of a minute’s tokens', () => {
  it('lets a whole minute’s through at once, and then one each time a token has come back', () => {
    const passed = through(
      Array.from({ length: 13 }, () => START),
      12,
    );
    expect(passed).toHaveLength(12);
    expect(takeToken(START + MINUTE, START, 12)).toEqual({ ok: false, wait: MINUTE / 12 });
  });

  it('never refuses who stays within the limit in every minute, however unevenly', () => {
    fc.assert(
      fc.property(limits, arrivals, (perMinute, times) => {
        const kept: number[] = [];
        for (const time of times) {
          if (countIn(kept, time - MINUTE, time + 1) < perMinute) kept.push(time);
        }
        expect(through(kept, perMinute)).toEqual(kept);
      }),
    );
  });

  it('never lets more through in any time than a full bucket and what came back meanwhile', () => {
    fc.assert(
      fc.property(limits, arrivals, (perMinute, times) => {
        const passed = through(times, perMinute);
        const interval = Math.floor(MINUTE / perMinute);
        for (const [index, from] of passed.entries()) {
          for (const [more, to] of passed.slice(index).entries())
            expect(more + 1).toBeLessThanOrEqual(perMinute + Math.floor((to - from) / interval));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('says exactly when there is a token again, and counts nothing that it refused', () => {
    fc.assert(
      fc.property(limits, fc.nat({ max: 2 * MINUTE }), (perMinute, ahead) => {
        const taken = takeToken(START + ahead, START, perMinute);
        if (taken.ok) return;
        expect(takeToken(START + ahead, START + taken.wait, perMinute).ok).toBe(true);
        expect(takeToken(START + ahead, START + taken.wait - 1, perMinute).ok).toBe(false);
      }),
    );
  });

  it('takes 6,000 alerts of one second, minute after minute, at a limit of 6,000', () => {
    const storm = (from: number) => Array.from({ length: 6000 }, (_, n) => from + n * 166);
    const times = [...storm(START), ...storm(START + MINUTE), ...storm(START + 2 * MINUTE)];
    expect(through(times, 6000)).toHaveLength(18_000);
  });
});

describe('a limit as it is set', () => {
  it.each([
    ['0', 0],
    ['12000', 12_000],
    [String(MAX_PER_MINUTE), MAX_PER_MINUTE],
  ])('is read from %s', (text, value) => {
    expect(readPerMinute(text, 'LIMIT')).toBe(value);
  });

  it.each(['', 'many', '-1', '1.5', '1e3', String(MAX_PER_MINUTE + 1)])('is refused as %j, by its name', (text) => {
    expect(() => readPerMinute(text, 'LIMIT')).toThrow('LIMIT must be a whole number');
  });
});
