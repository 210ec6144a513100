import { eventually } from '../../../test/support/eventually';
import type { GameDay } from '../game-day';
import type { FaultRecord } from './fault-record';

/** A receiver answers 503 for a while, then refuses connections for as long; the other faults go on meanwhile. */
export async function blackOut({ endpoints, time, plan, deadlineMs }: GameDay): Promise<FaultRecord> {
  const tries = (): number => endpoints.watched.find(({ name }) => name === 'blacked out')?.webhooks().length ?? 0;
  // It has to be known before it goes, or nobody would notice.
  await eventually({ what: 'a first try', deadlineMs }, () => tries() > 0);
  const [at, before] = [time.passed(), tries()];
  await endpoints.blackOut(plan.blackOutMs);
  const seconds = (plan.blackOutMs / 1_000).toFixed(0);
  return {
    fault: 'a receiver blacks out',
    at,
    caught: `${tries() - before} tries answered with 503`,
    outcome: `back after ${seconds} s of 503 and ${seconds} s of refused connections`,
  };
}
