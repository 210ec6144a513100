import type { JsonObject } from '../../contracts/json';
import type { IncidentRole } from '../../contracts/team-resources';
import { toWireDate } from './wire-date';

/** A role that people can have in an incident, as the wire shows it (contract §1.10). */
export function viewIncidentRole(role: IncidentRole): JsonObject {
  return {
    unique_id: role.id,
    team: role.team,
    title: role.title,
    description: role.description,
    creation_date: toWireDate(role.created_at),
    rank: role.rank,
  };
}
