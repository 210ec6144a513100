import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { ResourceTypes } from '../../contracts/resource-types';
import type { User } from '../../contracts/resources';
import { byCreation } from '../../domain/by-creation';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { readPage, replyWithPage } from './page';
import { DELETED, invalid, NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory' | 'incidents'>;
type Writer = Reader & Pick<ApiDeps, 'resources'>;

/** The kinds that people add to an incident. */
type AddedKind = 'incident_note' | 'responder';

/** What a kind of addition is, as far as the routes of its collection have to know. */
export interface IncidentCollection<K extends AddedKind, Param extends string, Body> {
  readonly kind: K;
  /** Name of the path's parameter that holds a member's id. */
  readonly param: Param;
  /** Whether a text can be a member's id: nothing else is looked up. */
  readonly isId: (text: string) => boolean;
  /** Path of the list, given the incident's number or id as the caller wrote it. */
  readonly listPath: (incident: string) => string;
  readonly first: 'newest' | 'oldest';
  readonly change: (before: ResourceTypes[K], body: Body) => ResourceTypes[K];
  /** A member as the wire shows it; `user` is the one it names, null when there is none by that name any more. */
  readonly view: (member: ResourceTypes[K], incident: Incident, user: User | null) => JsonObject;
}

/** What serves the routes of such a collection, except for making a member; `ItemPath` is a member's path. */
export interface IncidentCollectionActions<K extends AddedKind, ItemPath, Body> {
  /** All members, in numbered pages. */
  readonly list: (deps: Reader, request: ApiRequest<IncidentPath>) => Promise<Reply>;
  readonly get: (deps: Reader, request: ApiRequest<ItemPath>) => Promise<Reply>;
  readonly update: (deps: Writer, request: ApiRequest<ItemPath, Body>) => Promise<Reply>;
  readonly remove: (deps: Writer, request: ApiRequest<ItemPath>) => Promise<Reply>;
  /** A member as the wire shows it. */
  readonly show: (deps: Reader, incident: Incident, member: ResourceTypes[K]) => Promise<JsonObject>;
}

/** Makes the use-cases of such a collection. Writes are decided again when somebody else wrote in between. */
export function incidentCollectionOf<K extends AddedKind, Param extends string, Body>(
  collection: IncidentCollection<K, Param, Body>,
): IncidentCollectionActions<K, IncidentPath & Readonly<Record<Param, string>>, Body> {
  const { kind } = collection;
  const show = async ({ directory }: Reader, incident: Incident, member: ResourceTypes[K]): Promise<JsonObject> =>
    collection.view(member, incident, await directory.user(member.account, member.user));
  return {
    show,

    async list(deps, { caller, params, query, baseUrl }) {
      const page = readPage(query);
      if (!page.valid) return invalid(...page.errors);
      const found = await findIncident(deps, caller, params);
      if (found === null) return NOT_FOUND;
      const oldestFirst = (await deps.directory.resources(kind, found.incident.unique_id)).toSorted(byCreation);
      const members = collection.first === 'oldest' ? oldestFirst : oldestFirst.toReversed();
      const url = `${baseUrl}${collection.listPath(params.incident)}`;
      return replyWithPage(members, { ...page, url }, (shown) =>
        Promise.all(shown.map((member) => show(deps, found.incident, member))),
      );
    },

    async get(deps, { caller, params }) {
      const found = await findMember(collection, deps, caller, params);
      return found === null ? NOT_FOUND : ok(await show(deps, found.incident, found.member));
    },

    update: (deps, { caller, params, body }) =>
      retryConflicts(async () => {
        const found = await findMember(collection, deps, caller, params);
        if (found === null) return NOT_FOUND;
        const changed = collection.change(found.member, body);
        const result = await deps.resources.replace(kind, found.member, changed);
        return result === 'saved' ? ok(await show(deps, found.incident, changed)) : 'conflict';
      }),

    remove: (deps, { caller, params }) =>
      retryConflicts(async () => {
        const found = await findMember(collection, deps, caller, params);
        if (found === null) return NOT_FOUND;
        return (await deps.resources.remove(kind, found.member)) === 'saved' ? DELETED : 'conflict';
      }),
  };
}

async function findMember<K extends AddedKind, Param extends string, Body>(
  { kind, param, isId }: IncidentCollection<K, Param, Body>,
  deps: Reader,
  caller: Caller,
  path: IncidentPath & Readonly<Record<Param, string>>,
): Promise<{ readonly incident: Incident; readonly member: ResourceTypes[K] } | null> {
  const id: string = path[param];
  const found = isId(id) ? await findIncident(deps, caller, path) : null;
  const member = found === null ? null : await deps.directory.resource(kind, found.incident.unique_id, id);
  return found === null || member === null ? null : { incident: found.incident, member };
}
