import type { TimerMessage } from '../contracts/timer';
import { changeByTimer, isStanding } from '../domain/timers/change-by-timer';
import { delayOf } from '../domain/timers/set-timers';
import { changeIncident, type ChangeDeps } from './change-incident';
import type { Clock, TimersQueue } from './ports';

export interface TimerDeps extends ChangeDeps {
  readonly timersQueue: TimersQueue;
  readonly clock: Clock;
}

/**
 * - `waits`: it is not due yet, or could not take effect, and is in the queue once more;
 * - `done`: it changed its incident;
 * - `over`: it has nothing to do any more.
 */
export type TimerResult = 'waits' | 'done' | 'over';

/** Seconds until a timer is tried again that an alert from a machine with a faster clock kept from taking effect. */
const SOON = 1;

/**
 * Looks at a timer that came out of the queue. One that is due changes its incident exactly once, whoever looks at it how
 * often: the change counts only while the incident is in the state that the timer was set for, and ends that state. One
 * that is not due yet goes back into the queue, unless its incident does not wait for it any more.
 *
 * @throws when the table or the queue fails: the queue brings the timer again.
 */
export async function runTimer(deps: TimerDeps, timer: TimerMessage): Promise<TimerResult> {
  const now = deps.clock();
  if (timer.due > now) return (await isWaitedFor(deps, timer)) ? putBack(deps, timer, delayOf(timer, now)) : 'over';
  const target = { ...timer, number: timer.incident.incident_number };
  // Now, not when it was due: alerts that joined the incident meanwhile belong to what ends here.
  const result = await changeIncident(deps, target, (incident) => changeByTimer(timer, incident, now));
  if (result.status === 'not_found' || result.status === 'refused') return 'over';
  if (isStanding(timer, result.incident)) return putBack(deps, timer, SOON);
  return result.status === 'changed' ? 'done' : 'over';
}

/** Most incidents end long before their timers are due: looking is cheaper than going round in the queue until then. */
async function isWaitedFor({ entities }: TimerDeps, timer: TimerMessage): Promise<boolean> {
  const head = await entities.loadAt(timer);
  const incident = head?.incident ?? null;
  return incident?.ordinal === timer.ordinal && isStanding(timer, incident);
}

async function putBack({ timersQueue }: TimerDeps, timer: TimerMessage, delay_seconds: number): Promise<TimerResult> {
  await timersQueue.send([{ timer, delay_seconds }]);
  return 'waits';
}
