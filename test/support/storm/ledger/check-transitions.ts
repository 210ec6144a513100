import { STATUS } from '../../../../core/contracts/incident';
import type { Discrepancy, Observed, ObservedIncident } from './observed';

/** A transition as somebody was, or is to be, told of it. */
interface Told {
  readonly incidentNumber: number;
  readonly sequence: number;
  readonly type: string;
}

/**
 * The transitions that there were are those that any endpoint was or is to be told of. Whether some are missing follows
 * from their numbers, which begin with 1 and have no gap, and from the incident's status, which the last one led to (I5).
 */
export function checkTransitions({ incidents, endpoints }: Observed): readonly Discrepancy[] {
  const told: readonly Told[] = endpoints.flatMap(({ deliveries, webhooks }) => [...deliveries, ...webhooks]);
  const byIncident = Map.groupBy(told, ({ incidentNumber }) => incidentNumber);
  const known = new Set(incidents.map(({ incident_number }) => incident_number));
  const strangers = [...byIncident.keys()].filter((number) => !known.has(number));
  return [
    ...strangers.map((number) => ({
      rule: 'incident unknown' as const,
      text: `endpoints are told of incident ${number}, which is not there`,
    })),
    ...incidents.flatMap((incident) => checkIncident(incident, byIncident.get(incident.incident_number) ?? [])),
  ];
}

function checkIncident({ incident_number, status }: ObservedIncident, told: readonly Told[]): readonly Discrepancy[] {
  const bySequence = [...Map.groupBy(told, ({ sequence }) => sequence)].sort(([a], [b]) => a - b);
  const sequences = bySequence.map(([sequence]) => sequence);
  const kinds = bySequence.map(([, same]) => [...new Set(same.map(({ type }) => type))]);
  const types = kinds.map((same) => same.join(' and '));
  const last = types.at(-1) ?? 'nothing';
  const isAll = sequences.length > 0 && sequences.every((sequence, index) => sequence === index + 1);
  const problems = [
    ...(isAll ? [] : [`has the transitions [${sequences.join(', ')}]`]),
    ...(kinds.every((same) => same.length === 1) ? [] : [`is told of as ${types.join(', ')}`]),
    ...(types[0] === 'triggered' ? [] : [`begins with ${types[0] ?? 'nothing'}`]),
    ...(STATUS[last as keyof typeof STATUS] === status ? [] : [`has the status ${status} and ends with ${last}`]),
    ...(types.some((type, index) => type === types[index - 1]) ? [`changes to what it is: ${types.join(', ')}`] : []),
  ];
  return problems.map((problem) => ({ rule: 'transition missing', text: `incident ${incident_number} ${problem}` }));
}
