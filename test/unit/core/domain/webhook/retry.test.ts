import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeAnswer } from '../../../../../core/domain/webhook/answer-verdict';
import { readRetryAfter } from '../../../../../core/domain/webhook/retry-after';
import { delayAfterAttempt, DELIVERY_ATTEMPTS } from '../../../../../core/domain/webhook/retry-schedule';

const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const HOUR = 3_600;

/** Seconds from the first attempt to the last. */
function wholeTime(spread: () => number): number {
  let seconds = 0;
  for (let attempt = 1; ; attempt += 1) {
    const delay = delayAfterAttempt(attempt, spread());
    if (delay === null) return seconds;
    seconds += delay;
  }
}

describe('the schedule of retries', () => {
  it('begins within seconds and goes on for 72 hours at least, whatever the jitter', () => {
    expect(delayAfterAttempt(1, 0)).toBe(5);
    expect(wholeTime(() => 0)).toBeGreaterThanOrEqual(72 * HOUR);
  });

  it('never waits longer than a queue can hide a message, and never so short that the queue is asked for 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: DELIVERY_ATTEMPTS - 1 }), jitter, (attempt, spread) => {
        const delay = delayAfterAttempt(attempt, spread);
        expect(delay).toBeGreaterThanOrEqual(1);
        expect(delay).toBeLessThanOrEqual(12 * HOUR - 60);
      }),
    );
  });

  it('waits longer each time, until it stays at six hours', () => {
    const delays = Array.from({ length: DELIVERY_ATTEMPTS - 1 }, (_, index) => delayAfterAttempt(index + 1, 0) ?? 0);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(delays.at(-1)).toBe(6 * HOUR);
  });

  it('spreads the retries of one moment over a quarter of the delay', () => {
    expect(delayAfterAttempt(5, 0)).toBe(80);
    expect(delayAfterAttempt(5, 0.999)).toBeCloseTo(100, 0);
  });

  it('ends after the last attempt', () => {
    expect(delayAfterAttempt(DELIVERY_ATTEMPTS, 0)).toBeNull();
    expect(delayAfterAttempt(DELIVERY_ATTEMPTS + 7, 0)).toBeNull();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-22T12:00:00.500Z') * 1_000;

  it.each([
    [undefined, null],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    ['2026', 2026],
    ['0', 0],
    [' 120 ', 120],
    ['7200', HOUR],
    ['99999999999999999999', HOUR],
    ['Sun, 22 Nov 2026 12:00:31 GMT', 31],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['Mon, 23 Nov 2026 12:00:00 GMT', HOUR],
    ['Sunday, 22-Nov-26 12:00:31 GMT', 31],
    ['Sun Nov 22 12:00:31 2026 GMT', 31],
    ['Sun, 99 Nov 2026 12:00:31 GMT', null],
    ['2026-11-22T12:00:31Z', null],
  ])('%j asks for %j seconds', (header, seconds) => {
    expect(readRetryAfter(header, now)).toBe(seconds);
  });
});

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('%d is delivered', (status_code) => {
    expect(judgeAnswer({ status_code, error: null })).toEqual({ delivered: true });
  });

  it.each([100, 400, 404, 410, 429, 500, 503])('%d is not', (status_code) => {
    expect(judgeAnswer({ status_code, error: null })).toEqual({
      delivered: false,
      error: `The endpoint answered ${status_code}.`,
    });
  });

  it.each([301, 302, 303, 304, 307, 308])('%d is a redirect, which is refused', (status_code) => {
    expect(judgeAnswer({ status_code, error: null })).toEqual({
      delivered: false,
      error: `The endpoint answered ${status_code}; redirects are not followed.`,
    });
  });

  it('that never came is not delivered, for the reason given', () => {
    expect(judgeAnswer({ status_code: null, error: 'Reset.' })).toEqual({ delivered: false, error: 'Reset.' });
    expect(judgeAnswer({ status_code: null, error: null })).toEqual({
      delivered: false,
      error: 'There was no answer.',
    });
  });
});
