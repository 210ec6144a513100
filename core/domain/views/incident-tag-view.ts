import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { Tag } from '../../contracts/team-resources';
import { deriveUuid } from '../derive-uuid';
import { toWireDate } from './wire-date';

type Tagged = Pick<Incident, 'unique_id' | 'number' | 'created_at'>;

/** The id of a tag's being on an incident: one has each tag once, so it follows from the two. */
export function incidentTagId({ unique_id }: Pick<Tagged, 'unique_id'>, tag: string): string {
  return deriveUuid('incident tag', unique_id, tag);
}

/** A tag of an incident (contract §1.9). When it was put there is not kept: the date is the incident's. */
export function viewIncidentTag(incident: Tagged, { id, name, color }: Tag): JsonObject {
  return {
    unique_id: incidentTagId(incident, id),
    incident: incident.number,
    creation_date: toWireDate(incident.created_at),
    name,
    color,
    tag_id: id,
    team_tag: id,
  };
}
