import type { Micros } from '../../contracts/incident';

/**
 * A token bucket of one minute's tokens, as a single number: the time at which it is full again. A bucket that nobody took
 * from is full since 0. Whole microseconds throughout, so that no rounding ever adds up.
 */
export type BucketFullAt = Micros;

export type Taken =
  | { readonly ok: true; readonly fullAt: BucketFullAt }
  /** Nothing was taken; there is a token after so long. */
  | { readonly ok: false; readonly wait: Micros };

const MINUTE: Micros = 60_000_000;

/** More than this many a minute would be less than a microsecond each. */
export const MAX_PER_MINUTE = MINUTE;

/**
 * Takes a token at the time `now`. A bucket holds `perMinute` tokens (a whole number from 1 to MAX_PER_MINUTE) and gets as
 * many back in every minute, evenly: who stays below that in any minute, however unevenly, is never refused.
 */
export function takeToken(fullAt: BucketFullAt, now: Micros, perMinute: number): Taken {
  // Rounded down: at least as many a minute as asked for.
  const interval = Math.floor(MINUTE / perMinute);
  const next = Math.max(fullAt, now) + interval;
  const wait = next - now - perMinute * interval;
  return wait > 0 ? { ok: false, wait } : { ok: true, fullAt: next };
}
