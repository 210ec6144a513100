import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import { goneService, viewIncident, type IncidentSurroundings } from './incident-view';

/** What the items of a filtered list have of a full incident (contract §1.9), as it is there. */
const SAME = [
  'incident_number',
  'creation_date',
  'status',
  'unique_id',
  'sla',
  'title',
  'assigned_to',
  'assigned_to_name',
  'tags',
  'sla_object',
  'team_priority_object',
  'is_child_incident',
  'is_parent_incident',
  'postmortems',
  'acknowledged_date',
  'resolved_date',
  'snooze_time',
  'snoozed_till',
] as const;

/** An incident as an item of a filtered list. */
export function viewIncidentItem(incident: Incident, around: IncidentSurroundings): JsonObject {
  const full = viewIncident(incident, around);
  const same = Object.fromEntries(SAME.map((key) => [key, full[key] ?? null]));
  const { service, team } = around;
  const { name, id: unique_id, team: teamId } = service ?? goneService(incident);
  const service_object = { name, unique_id, team: teamId, team_name: team?.name ?? '' };
  return { ...same, service_object };
}
