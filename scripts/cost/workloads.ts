import { loneAlerts, storm, type Workload } from '../bench/workloads';
import type { StormAlert } from '../../test/support/storm/plan-storm';

/** Alerts per incident so that one in ten makes a transition: the first triggers, the last resolves. */
const ALERTS_PER_INCIDENT = 20;

/** One alert in ten makes a transition: each entity is triggered, told of 18 times more, and resolved. */
export function tenPercentTransitions(count: number): Workload {
  const entities = Math.ceil(count / ALERTS_PER_INCIDENT);
  // One round over all entities after another, so that the alerts of one batch are of different entities: the dearer way.
  const alerts = Array.from({ length: ALERTS_PER_INCIDENT }, (_, round) => roundOf(entities, round)).flat();
  return { name: '10 % transitions', alerts, webhooks: 2 * entities };
}

function roundOf(entities: number, round: number): readonly StormAlert[] {
  const type = round === ALERTS_PER_INCIDENT - 1 ? 'resolved' : 'critical';
  return Array.from({ length: entities }, (_, index) => {
    const entity = `tenth-${index}`;
    return { entity, type, message: `${entity} alert ${round}` };
  });
}

/** The three workloads of the bill. */
export function costWorkloads(alerts: number, stormAlerts: number): readonly Workload[] {
  return [loneAlerts(alerts, 'lone-cost'), tenPercentTransitions(alerts), storm(stormAlerts, 10)];
}
