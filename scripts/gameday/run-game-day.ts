import type { Discrepancy } from '../../test/support/storm/ledger/observed';
import { settle } from '../../test/support/storm/ledger/settle';
import { sumUp, type Sums } from '../../test/support/storm/ledger/sum-up';
import { planClosing } from '../../test/support/storm/plan-storm';
import type { Tocsin } from '../../test/support/tocsin';
import { breakThings } from './break-things';
import { startEndpoints } from './endpoints';
import type { FaultRecord } from './faults/fault-record';
import { warningsOf } from './faults/runner-lines';
import type { GameDay, GameDayPlan } from './game-day';
import { Load } from './load';
import type { TimeBudget } from './time-budget';

/** How long anything that was killed may take to be back. */
const DEADLINE_MS = 30_000;
/** Seconds before the end at which the checks judge by what there is: the rest is for stopping. */
const STOPPING = 12;

export interface GameDayReport {
  readonly faults: readonly FaultRecord[];
  /** Posts without a 200, each sent again. */
  readonly refusals: number;
  readonly sums: Sums;
  /** Whatever does not add up; empty is the only good answer. */
  readonly discrepancies: readonly Discrepancy[];
  /** What the runners said meanwhile, for whoever looks for the reason. */
  readonly lines: readonly string[];
}

/**
 * Breaks a running system in every way of the plan under a load, waits until it has done all that was left to do, and checks
 * the ledger: alerts accepted = completed + failed; for each endpoint transitions = delivered + visibly pending or
 * dead-lettered; nothing twice, nothing out of order.
 */
export async function runGameDay(tocsin: Tocsin, plan: GameDayPlan, time: TimeBudget): Promise<GameDayReport> {
  const endpoints = await startEndpoints(tocsin.client);
  const load = new Load({ ...plan, url: () => tocsin.client.target.demo.integration_url });
  const readStatuses = (count: number): void => {
    // An answer that does not come is what the fault is about.
    for (const { traceId } of load.accepted.slice(-count)) tocsin.client.status(traceId).catch(() => undefined);
  };
  const day: GameDay = { plan, tocsin, load, endpoints, time, deadlineMs: DEADLINE_MS, readStatuses, lines: [] };
  try {
    load.start();
    const broken = await breakThings(day);
    const until = time.timeOf(STOPPING);
    await load.finish(until);
    const { observed, discrepancies } = await settle(tocsin.client, {
      accepted: load.accepted,
      close: () => load.sendAll(planClosing(plan), until),
      endpoints: endpoints.watched,
      reachable: endpoints.reachable,
      until,
    });
    return {
      faults: broken.faults,
      refusals: load.refusals.length,
      sums: sumUp(observed),
      discrepancies: [...broken.discrepancies, ...discrepancies],
      lines: [...day.lines, ...warningsOf(tocsin.runner.output())],
    };
  } finally {
    load.stop();
    await endpoints.close();
  }
}
