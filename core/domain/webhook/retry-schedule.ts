/**
 * The one place that says when a failed delivery is tried again. Delays double from 5 seconds up to 6 hours, each made
 * longer by up to a quarter at random, so that the deliveries that a dead receiver failed do not all return at once:
 *
 * 5 s, 10 s, 20 s, 40 s, 80 s, 160 s, 5 min, 11 min, 21 min, 43 min, 1.4 h, 2.8 h, 5.7 h, then every 6 h.
 *
 * 25 attempts take 77 hours at least: a receiver that is down from Friday evening to Monday night still gets everything.
 */
export const DELIVERY_ATTEMPTS = 25;
const FIRST_DELAY_SECONDS = 5;
/** With its jitter below 12 hours, the longest that SQS hides a message. */
const LONGEST_DELAY_SECONDS = 6 * 60 * 60;
const JITTER = 0.25;

/**
 * Seconds to wait after the failed attempt with this number (from 1); null when it was the last one.
 * @param jitter evenly random in [0, 1).
 */
export function delayAfterAttempt(attempt: number, jitter: number): number | null {
  if (attempt >= DELIVERY_ATTEMPTS) return null;
  const delay = Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (attempt - 1));
  return delay * (1 + JITTER * jitter);
}
