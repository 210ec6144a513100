import { setTimeout as pause } from 'node:timers/promises';

/** Between two looks: short beside anything waited for, long beside the cost of looking. */
const PAUSE_MS = 25;
const DEADLINE_MS = 60_000;

/** What is waited for, in words for the failure, and for how long. */
export interface Wait {
  readonly what: string;
  readonly deadlineMs?: number;
  readonly pauseMs?: number;
}

/**
 * Looks until there is something to see, and answers with it.
 * @param look `undefined` or `false` = not yet. An error it throws counts as not yet, and is named at the deadline.
 * @throws Error at the deadline, saying what was waited for in vain.
 */
export async function eventually<T>(
  { what, deadlineMs = DEADLINE_MS, pauseMs = PAUSE_MS }: Wait,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  let why = '';
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      why = ` Last error: ${String(error)}`;
    }
    if (performance.now() > deadline) throw new Error(`Not within ${deadlineMs} ms: ${what}.${why}`);
    await pause(pauseMs);
  }
}
