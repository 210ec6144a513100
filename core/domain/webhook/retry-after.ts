import type { Micros } from '../../contracts/incident';

/** A receiver may ask for an hour at most: a mistaken header must not silence an endpoint for days. */
export const LONGEST_RETRY_AFTER_SECONDS = 3_600;

/**
 * Seconds that a `Retry-After` header asks to wait, in both of its forms (seconds, HTTP date), at most an hour; null when
 * there is no header or it says neither.
 * @param now when the answer came.
 */
export function readRetryAfter(header: string | undefined, now: Micros): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), LONGEST_RETRY_AFTER_SECONDS);
  // HTTP dates begin with the day's name; Date.parse alone would also take "2026" or "-5" for a date.
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null;
  const seconds = (Date.parse(text) * 1_000 - now) / 1_000_000;
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(0, Math.ceil(seconds)), LONGEST_RETRY_AFTER_SECONDS);
}
