import type { IncidentNote } from '../../contracts/incident-resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { decodeShortUuid, encodeShortUuid } from '../../domain/short-uuid';
import { fullName } from '../../domain/views/user-view';
import { toWireDate } from '../../domain/views/wire-date';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { incidentCollectionOf } from './incident-collection';
import { created, NOT_FOUND } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

type NoteBody = BodyOf<'incidentNote'>;

/** The notes of an incident (contract §1.9). What alert rules noted is in the incident's `settings`. */
const NOTES = incidentCollectionOf({
  kind: 'incident_note',
  param: 'note',
  isId: (text) => decodeShortUuid(text) !== null,
  listPath: (incident) => `/api/incidents/${incident}/note/`,
  first: 'newest',
  // Who wrote it first and when stays.
  change: (before, { note }: NoteBody) => ({ ...before, note }),
  view: ({ id, user: username, note, created_at }, { number }, user) => ({
    unique_id: id,
    incident: number,
    user: username,
    note,
    user_name: user === null ? '' : fullName(user),
    creation_date: toWireDate(created_at),
  }),
});

/** The notes of an incident, newest first, in numbered pages. */
export const listIncidentNotes = NOTES.list;
/** A note of an incident. */
export const getIncidentNote = NOTES.get;
/** Writes a note anew. */
export const updateIncidentNote = NOTES.update;
/** Deletes a note. */
export const deleteIncidentNote = NOTES.remove;

/** Writes a note in the name of the token's user. */
export async function createIncidentNote(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'incidents' | 'randomBytes' | 'resources'>,
  { caller, params, body }: ApiRequest<IncidentPath, NoteBody>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { account, team, unique_id } = found.incident;
  const id = encodeShortUuid(BigInt(`0x${deps.randomBytes(16).toString('hex')}`));
  const owner = { account, team, incident: unique_id, user: caller.username };
  const note: IncidentNote = { ...owner, id, note: body.note, created_at: deps.clock() };
  await deps.resources.create('incident_note', note);
  return created(await NOTES.show(deps, found.incident, note));
}
