import type { Incident } from '../../contracts/incident';
import type { IncidentNote } from '../../contracts/incident-resources';
import type { JsonObject } from '../../contracts/json';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { decodeShortUuid, encodeShortUuid } from '../../domain/short-uuid';
import { fullName } from '../../domain/views/user-view';
import { toWireDate } from '../../domain/views/wire-date';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { readPage, replyWithPage } from './page';
import { created, DELETED, invalid, NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory' | 'incidents'>;
type Writer = Reader & Pick<ApiDeps, 'resources'>;
type NotePath = IncidentPath & { readonly note: string };
type NoteBody = BodyOf<'incidentNote'>;

/** The notes of an incident, newest first, in numbered pages. What alert rules noted is in the incident's `settings`. */
export async function listIncidentNotes(
  deps: Reader,
  { caller, params, query, baseUrl }: ApiRequest<IncidentPath>,
): Promise<Reply> {
  const page = readPage(query);
  if (!page.valid) return invalid(...page.errors);
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const notes = await deps.directory.resources('incident_note', found.incident.unique_id);
  const url = `${baseUrl}/api/incidents/${params.incident}/note/`;
  return replyWithPage(notes.toSorted(byCreation).reverse(), { ...page, url }, (shown) =>
    Promise.all(shown.map((note) => showNote(deps, found.incident, note))),
  );
}

/** Writes a note in the name of the token's user. */
export async function createIncidentNote(
  deps: Writer & Pick<ApiDeps, 'clock' | 'randomBytes'>,
  { caller, params, body }: ApiRequest<IncidentPath, NoteBody>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { account, team, unique_id } = found.incident;
  const id = encodeShortUuid(BigInt(`0x${deps.randomBytes(16).toString('hex')}`));
  const owner = { account, team, incident: unique_id, user: caller.username };
  const note: IncidentNote = { ...owner, id, note: body.note, created_at: deps.clock() };
  await deps.resources.create('incident_note', note);
  return created(await showNote(deps, found.incident, note));
}

/** A note of an incident. */
export async function getIncidentNote(deps: Reader, { caller, params }: ApiRequest<NotePath>): Promise<Reply> {
  const found = await findNote(deps, caller, params);
  return found === null ? NOT_FOUND : ok(await showNote(deps, found.incident, found.note));
}

/** Writes a note anew; who wrote it first and when stays. */
export async function updateIncidentNote(
  deps: Writer,
  { caller, params, body }: ApiRequest<NotePath, NoteBody>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findNote(deps, caller, params);
    if (found === null) return NOT_FOUND;
    const note = { ...found.note, note: body.note };
    const result = await deps.resources.replace('incident_note', found.note, note);
    return result === 'saved' ? ok(await showNote(deps, found.incident, note)) : 'conflict';
  });
}

/** Deletes a note. */
export async function deleteIncidentNote(deps: Writer, { caller, params }: ApiRequest<NotePath>): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findNote(deps, caller, params);
    if (found === null) return NOT_FOUND;
    return (await deps.resources.remove('incident_note', found.note)) === 'saved' ? DELETED : 'conflict';
  });
}

async function findNote(
  deps: Reader,
  caller: Caller,
  path: NotePath,
): Promise<{ readonly incident: Incident; readonly note: IncidentNote } | null> {
  if (decodeShortUuid(path.note) === null) return null;
  const found = await findIncident(deps, caller, path);
  if (found === null) return null;
  const { incident } = found;
  const note = await deps.directory.resource('incident_note', incident.unique_id, path.note);
  return note === null ? null : { incident, note };
}

/** A note as the wire shows it (contract §1.9). */
async function showNote({ directory }: Reader, incident: Incident, note: IncidentNote): Promise<JsonObject> {
  const user = await directory.user(note.account, note.user);
  return {
    unique_id: note.id,
    incident: incident.number,
    user: note.user,
    note: note.note,
    user_name: user === null ? '' : fullName(user),
    creation_date: toWireDate(note.created_at),
  };
}
