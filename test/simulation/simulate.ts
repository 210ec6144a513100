import { checkAlerts, findingsOf } from './check-alerts';
import { checkCollation } from './check-collation';
import { checkDeliveries } from './check-deliveries';
import { checkIncidents } from './check-incidents';
import { checkStates } from './check-states';
import { expectationsOf } from './expectations';
import { HistoricItems } from './history';
import { incidentsOf } from './incidents';
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
  const items = new HistoricItems();
  const system = new System(plan, { parts, items, resources: await makeResources(plan, START, items), tells });
  addPeople(system, connect(system));
  let failure: string | null = null;
  try {
    await system.scheduler.runUntil(() => system.scheduler.turns >= TURNS_WITH_FAULTS, TURNS_WITH_FAULTS + 1);
    system.faults.end();
    system.receivers.isWell = true;
    system.scheduler.tell('from now on nothing fails any more');
    await system.scheduler.runUntil(() => false, TURNS_TO_DRAIN);
    system.observer.look();
    await checkAll(system);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  const { turns, story } = system.scheduler;
  return { failure, turns, faults: system.faults.happened, story };
}

/** What was promised, now that all is quiet. */
async function checkAll(system: System): Promise<void> {
  const findings = findingsOf(system, incidentsOf(system), expectationsOf(system));
  await checkAlerts(findings);
  checkIncidents(findings);
  checkStates(findings);
  checkCollation(findings);
  checkDeliveries(system);
}
