import type { Incident } from '../../contracts/incident';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import type { Tag } from '../../contracts/team-resources';
import { isUuid } from '../../domain/is-uuid';
import { incidentTagId, viewIncidentTag } from '../../domain/views/incident-tag-view';
import { changeAsCaller } from './change-as-caller';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { conflict, created, DELETED, invalid, NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';

type Reader = Pick<ApiDeps, 'directory' | 'incidents'>;
type Writer = Reader & Pick<ApiDeps, 'entities' | 'resources'>;
type TagPath = IncidentPath & { readonly tag: string };

/** So many keep the incident's item, which every alert writes, from growing without bound. */
const MOST_TAGS = 50;

/** The tags of an incident, as they were put there. */
export async function listIncidentTags(deps: Reader, { caller, params }: ApiRequest<IncidentPath>): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const tags = await tagsOf(deps, found.incident);
  return ok(tags.map((tag) => viewIncidentTag(found.incident, tag)));
}

/** Puts a tag of the team on an incident; once, however often it is asked for. */
export async function createIncidentTag(
  deps: Writer,
  { caller, params, body }: ApiRequest<IncidentPath, BodyOf<'incidentTag'>>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { incident } = found;
  const tag = await findTeamTag(deps, incident, body.team_tag);
  if (tag === null) return invalid({ path: 'team_tag', message: 'There is no tag with this id in the team.' });
  const result = await changeAsCaller(deps, incident, ({ tags }) => {
    if (tags.includes(tag.id)) return {};
    if (tags.length >= MOST_TAGS) return { refused: true, reason: `An incident has at most ${MOST_TAGS} tags.` };
    return { edits: { tags: [...tags, tag.id] } };
  });
  if (result.status === 'not_found') return NOT_FOUND;
  return result.status === 'refused' ? conflict(result.reason) : created(viewIncidentTag(incident, tag));
}

/** A tag of an incident, by the id of its being there or by its own. */
export async function getIncidentTag(deps: Reader, { caller, params }: ApiRequest<TagPath>): Promise<Reply> {
  const found = await findTag(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const tag = await findTeamTag(deps, found.incident, found.tag);
  return tag === null ? NOT_FOUND : ok(viewIncidentTag(found.incident, tag));
}

/** Takes a tag off an incident. */
export async function deleteIncidentTag(deps: Writer, { caller, params }: ApiRequest<TagPath>): Promise<Reply> {
  const found = await findTag(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const result = await changeAsCaller(deps, found.incident, ({ tags }) => ({
    edits: { tags: tags.filter((tag) => tag !== found.tag) },
  }));
  if (result.status === 'not_found') return NOT_FOUND;
  return result.status === 'refused' ? conflict(result.reason) : DELETED;
}

async function tagsOf(deps: Reader, incident: Incident): Promise<readonly Tag[]> {
  const tags = await Promise.all(incident.tags.map((tag) => findTeamTag(deps, incident, tag)));
  return tags.filter((tag) => tag !== null);
}

/** What rules name as tags may be any text: only what is an id is looked up. */
async function findTeamTag({ directory }: Reader, { team }: Incident, tag: string): Promise<Tag | null> {
  return isUuid(tag) ? directory.resource('tag', team, tag) : null;
}

async function findTag(
  deps: Reader,
  caller: Caller,
  path: TagPath,
): Promise<{ readonly incident: Incident; readonly tag: string } | null> {
  if (!isUuid(path.tag)) return null;
  const found = await findIncident(deps, caller, path);
  if (found === null) return null;
  const { incident } = found;
  const tag = incident.tags.find((id) => id === path.tag || incidentTagId(incident, id) === path.tag);
  return tag === undefined ? null : { incident, tag };
}
