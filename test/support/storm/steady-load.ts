import { setTimeout as pause } from 'node:timers/promises';
import { sideBySide } from '../side-by-side';
import type { StormAlert } from './plan-storm';
import { sendStorm, type AcceptedStormAlert } from './send-storm';

/** Tries of one alert are this far apart, in milliseconds. */
const AGAIN_MS = 250;

export interface SteadyLoad {
  /** Where alerts go at the moment: a restart changes it. */
  readonly integrationUrl: () => string;
  readonly perSecond: number;
  /** How long an alert is tried, in milliseconds. */
  readonly deadlineMs: number;
  /** Asked before each alert: once it is true, the rest is not sent. */
  readonly isOver?: () => boolean;
}

/** What was sent: every alert with a 200, and how many tries got none. */
export interface Sent {
  readonly accepted: readonly AcceptedStormAlert[];
  readonly refusals: number;
}

/** Posts the alerts at a steady pace; one without a 200 is sent again, as monitors do. @throws Error at the deadline. */
export async function sendSteadily(alerts: readonly StormAlert[], load: SteadyLoad): Promise<Sent> {
  const start = performance.now();
  let refusals = 0;
  const accepted = await sideBySide(alerts, alerts.length, async (alert, index) => {
    await pause((index * 1_000) / load.perSecond);
    if (load.isOver?.() === true) return null;
    const deadline = performance.now() + load.deadlineMs;
    while (performance.now() < deadline) {
      const [taken] = await sendStorm([alert], { integrationUrl: load.integrationUrl(), concurrency: 1 });
      if (taken !== undefined) return taken;
      refusals += 1;
      await pause(AGAIN_MS);
    }
    throw new Error(`"${alert.message}" was never taken, ${Math.round(performance.now() - start)} ms after the start`);
  });
  return { accepted: accepted.filter((each) => each !== null), refusals };
}
