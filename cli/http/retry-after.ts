/** Waits this long when the answer does not say. */
const DEFAULT_MS = 1_000;
/** Nobody sits before a terminal for longer; what asks for more is a failure. */
const LONGEST_WAIT_MS = 60_000;

/**
 * How long a `Retry-After` header asks to wait (RFC 9110): seconds, or a date.
 * @param now milliseconds since the epoch
 * @returns milliseconds; null when it asks for more than a minute
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  const wait = Number.isNaN(seconds) ? DEFAULT_MS : Math.max(seconds, 0);
  return wait > LONGEST_WAIT_MS ? null : wait;
}
