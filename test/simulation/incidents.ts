import type { Incident } from '../../core/contracts/incident';
import { STATUS } from '../../core/contracts/incident';
import type { ModelState } from './model-state';
import type { System } from './system';

/** An incident with the alerts that it lists. */
export interface KnownIncident {
  readonly incident: Incident;
  readonly alerts: ReadonlySet<string>;
}

/** All incidents in the table, by unique id. */
export function incidentsOf({ entities }: Pick<System, 'entities'>): ReadonlyMap<string, KnownIncident> {
  const all = [...entities.archived.values(), ...entities.heads.values()].flatMap(({ incident, recent_alerts }) => {
    if (incident === null) return [];
    const paged = entities.pages.filter((page) => page.incident === incident.unique_id).flatMap(({ alerts }) => alerts);
    return [[incident.unique_id, { incident, alerts: new Set([...paged, ...recent_alerts]) }] as const];
  });
  return new Map(all);
}

export function isOpen(state: ModelState): boolean {
  return state === 'triggered' || state === 'acknowledged';
}

/** The state that an incident is in. */
export function stateOf(incident: Incident | null): ModelState {
  switch (incident?.status) {
    case undefined:
      return 'none';
    case STATUS.triggered:
      return 'triggered';
    case STATUS.acknowledged:
      return 'acknowledged';
    case STATUS.resolved:
      return 'resolved';
  }
}

/** What an entity is told apart by, as text. */
export function nameOfEntity({ integration, entity_id }: Pick<Incident, 'integration' | 'entity_id'>): string {
  return JSON.stringify([integration, entity_id]);
}
