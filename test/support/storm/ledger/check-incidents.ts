import { STATUS } from '../../../../core/contracts/incident';
import { entityOf } from '../plan-storm';
import type { Discrepancy, Observed, SeenIncident } from './observed';

/** One open incident per entity at any time, one incident per number and id, and none open in the end (I3, I6). */
export function checkIncidents({ before, incidents }: Observed): readonly Discrepancy[] {
  return [
    ...findDoublyOpen(before),
    ...findDoublyOpen(incidents),
    ...findSame(incidents, 'incident_number'),
    ...findSame(incidents, 'unique_id'),
    ...incidents.filter(isOpen).map(({ incident_number }) => ({
      rule: 'incident left open' as const,
      text: `incident ${incident_number} is open though its entity was resolved`,
    })),
  ];
}

function isOpen({ status }: SeenIncident): boolean {
  return status !== STATUS.resolved;
}

function findDoublyOpen(incidents: readonly SeenIncident[]): readonly Discrepancy[] {
  const byEntity = Map.groupBy(incidents.filter(isOpen), ({ title }) => entityOf(title));
  return [...byEntity]
    .filter(([, open]) => open.length > 1)
    .map(([entity, open]) => {
      const numbers = open.map(({ incident_number }) => incident_number).join(', ');
      return { rule: 'two open incidents', text: `${entity} has ${open.length} open incidents: ${numbers}` };
    });
}

function findSame(incidents: readonly SeenIncident[], key: 'incident_number' | 'unique_id'): readonly Discrepancy[] {
  return [...Map.groupBy(incidents, (incident) => incident[key])]
    .filter(([, same]) => same.length > 1)
    .map(([value, same]) => ({ rule: 'incident doubled', text: `${same.length} incidents have the ${key} ${value}` }));
}
