/*
 * How long the pipeline may take over what it was given before a message goes to a dead-letter queue, in one place: the
 * stack is built with these numbers (lib/), and the ledger judges by what follows from them.
 */

/** Below six times the function's timeout a throttled batch comes back while it still runs (Lambda's guide for queues). */
export const VISIBILITY_FACTOR = 6;

/**
 * process throws only for faults that are ours and pass by. 45 receives, two minutes apart, outlast an hour and a half
 * without the table; a bad alert never takes this way, it is recorded as failed at once.
 */
export const ALERT_RECEIVES = 45;

/**
 * The next attempt of a delivery is the same message made visible later, so every attempt is a receive. deliver ends a
 * delivery by its own schedule, at a few dozen attempts at most; the cap is only for faults of our own: 100 receives with
 * 270 seconds between them are more than seven hours.
 */
export const DELIVERY_RECEIVES = 100;

/** Seconds that each of these functions may take. */
export const TIMEOUT_SECONDS = {
  /**
   * Fifty alerts, the most it has in hand, are some 150 writes of a few ms, and one call that hangs is given up by the SDK
   * after five tries of 3 s. No longer than that, since the queue hides a failed message for six times as long.
   */
  process: 20,
  /** An endpoint may be given up to 30 seconds; the rest is for a cold start and for recording the attempt. */
  deliver: 45,
  deadLetter: 30,
} as const;

/** Seconds that a record of the stream is tried to be dispatched, before it goes to the failures queue. */
export const STREAM_RECORD_SECONDS = 3_600;

/** Seconds until a count can be read: a line of a log becomes a point of a metric within a few minutes. */
const COUNTED_SECONDS = 300;
/** The same for a count of a minute that is 3 to 24 hours old (CloudWatch's reference, PutMetricData). */
const COUNTED_LATE_SECONDS = 7_200;

/** How long, in seconds, an accepted alert may be without an outcome, until it counts as lost. */
export const ALERT_ALLOWED_SECONDS =
  VISIBILITY_FACTOR * (ALERT_RECEIVES * TIMEOUT_SECONDS.process + TIMEOUT_SECONDS.deadLetter) + COUNTED_SECONDS;

/**
 * How long, in seconds, a due delivery may be without a row that says what becomes of it. (One that waits for an earlier
 * one of its incident has none, for days if need be: the ledger asks the queue how many those are.)
 */
export const DELIVERY_ALLOWED_SECONDS =
  STREAM_RECORD_SECONDS +
  VISIBILITY_FACTOR * (DELIVERY_RECEIVES * TIMEOUT_SECONDS.deliver + TIMEOUT_SECONDS.deadLetter) +
  COUNTED_LATE_SECONDS;
