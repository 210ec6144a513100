import { checkAlerts } from './check-alerts';
import { checkDeliveries } from './check-deliveries';
import { PRODUCT, type Parts } from './parts';
import { addPeople } from './people';
import type { Plan } from './plan';
import { connect } from './pollers';
import { makeResources } from './resources';
import { START, System } from './system';

/** So many turns with faults; then all goes well, until nothing is left to do. */
const TURNS_WITH_FAULTS = 4_000;
/** Far more than any schedule takes to become quiet. */
const TURNS_TO_DRAIN = 150_000;

/** What became of one schedule. */
export interface Outcome {
  /** What is wrong; null when every promise was kept. */
  readonly failure: string | null;
  readonly turns: number;
  /** Numbers of the faults that happened. */
  readonly faults: readonly number[];
  /** A line for each thing that happened; empty unless it was asked for. */
  readonly story: readonly string[];
}

/**
 * Runs one schedule: everything that its plan says, in the order that its seed says, with faults; then without, until it
 * is quiet; then looks at what was promised. The same plan gives the same outcome, always.
 */
export async function simulate(plan: Plan, parts: Parts = PRODUCT, tells = false): Promise<Outcome> {
  const system = new System(plan, parts, await makeResources(plan, START), tells);
  addPeople(system, connect(system));
  let failure: string | null = null;
  try {
    await system.scheduler.runUntil(() => system.scheduler.turns >= TURNS_WITH_FAULTS, TURNS_WITH_FAULTS + 1);
    system.faults.end();
    system.receivers.isWell = true;
    system.scheduler.tell('from now on nothing fails any more');
    await system.scheduler.runUntil(() => false, TURNS_TO_DRAIN);
    system.observer.look();
    await checkAlerts(system);
    checkDeliveries(system);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  const { turns, story } = system.scheduler;
  return { failure, turns, faults: system.faults.happened, story };
}
