import type { Incident } from '../../../core/contracts/incident';
import { locationOf } from '../../../core/domain/incident-location';
import type { Entities, IncidentNumbers, Incidents, ResolvedIncidents } from '../../../core/usecases/ports';

/** The ports over one store of incidents. */
export interface IncidentPorts {
  readonly entities: Entities;
  readonly numbers: IncidentNumbers;
  readonly incidents: Incidents;
  readonly resolved: ResolvedIncidents;
}

/** Takes a number for an incident, as its opening would. */
export const takeNumber = async ({ numbers }: IncidentPorts, incident: Incident): Promise<Incident> => {
  const { account, team, service, created_at: not_before } = incident;
  const [number] = await numbers.allocate(account, [{ ...locationOf(incident), team, service, not_before }]);
  return { ...incident, number: number! };
};
