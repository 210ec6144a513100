import type { StormAlert } from '../../test/support/storm/plan-storm';

/** A set of alerts to measure with. */
export interface Workload {
  readonly name: string;
  readonly alerts: readonly StormAlert[];
  /** How many webhooks have to arrive in the end. */
  readonly webhooks: number;
}

/** Every alert opens an incident of its own: the most an alert can cost. @param prefix of the entities' names. */
export function loneAlerts(count: number, prefix = 'lone'): Workload {
  const alerts = Array.from({ length: count }, (_, index): StormAlert => {
    const entity = `${prefix}-${index}`;
    return { entity, type: 'critical', message: `${entity} is on its own` };
  });
  return { name: `alerts on their own (${count} entities)`, alerts, webhooks: count };
}

/** All alerts trigger the same few entities: each has one incident, and all but its first alert join it. */
export function storm(count: number, entities: number): Workload {
  const alerts = Array.from({ length: count }, (_, index): StormAlert => {
    const entity = `storm-${entities}-${index % entities}`;
    return { entity, type: 'critical', message: `${entity} alert ${index}` };
  });
  return {
    name: `storm on ${entities} ${entities === 1 ? 'entity' : 'entities'}`,
    alerts,
    webhooks: Math.min(count, entities),
  };
}
