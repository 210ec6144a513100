import { setTimeout as sleep } from 'node:timers/promises';
import type { SchedulePlan } from './assembly/schedules';
import { ScheduledRuns, type ScheduledRunsDeps } from './schedules/scheduled-runs';

export interface SchedulesOptions extends ScheduledRunsDeps {
  readonly plans: readonly SchedulePlan[];
  /** Period of all of them instead of their own, in milliseconds. */
  readonly everyMs?: number;
}

/** What runs under way get to end in, when the runner stops. */
const DRAIN_MS = 10_000;

/** Starts every schedule of the template; answers with how to end them, which waits (not for ever) for runs under way. */
export function startSchedules({ plans, everyMs, invoke }: SchedulesOptions): () => Promise<void> {
  const schedules = plans.map((plan) => {
    return new ScheduledRuns({ ...plan, everyMs: everyMs ?? plan.everyMs }, { invoke });
  });
  for (const schedule of schedules) schedule.start();
  return async () => {
    const stopped = Promise.all(schedules.map((schedule) => schedule.stop()));
    await Promise.race([stopped, sleep(DRAIN_MS, undefined, { ref: false })]);
  };
}
