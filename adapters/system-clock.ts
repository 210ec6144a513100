import type { Clock } from '../core/usecases/ports';

const MICROS_PER_MILLI = 1_000;

/**
 * The system's time in microseconds, strictly increasing within the process: the system's clock counts milliseconds and
 * may be set back, while alerts are ordered by their accept time (DESIGN §3, I4).
 */
export function createSystemClock(now: () => number = Date.now): Clock {
  let last = 0;
  return () => {
    last = Math.max(now() * MICROS_PER_MILLI, last + 1);
    return last;
  };
}
