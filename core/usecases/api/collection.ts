import type { Micros } from '../../contracts/incident';
import type { FieldError, JsonObject } from '../../contracts/json';
import type { ResourceKind, ResourceTypes } from '../../contracts/resource-types';
import { byCreation } from '../../domain/by-creation';
import { isUuid } from '../../domain/is-uuid';
import { kindsBelow } from '../../domain/resource-kinds';
import type { Held } from '../ports';
import type { ApiDeps } from './deps';
import { newUuid } from './new-uuid';
import { DELETED, NOT_FOUND, conflict, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

/** What every member of a collection gets when it is made. */
export interface Made {
  readonly id: string;
  readonly created_at: Micros;
}

/** The kinds whose resources are told apart by `id` and ordered by `created_at`. */
export type CollectedKind = {
  [K in ResourceKind]: ResourceTypes[K] extends Made ? K : never;
}[ResourceKind];

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'clock' | 'directory' | 'randomBytes' | 'resources'>;

/** What a body makes of a member. */
export type Changed<T> =
  { readonly ok: true; readonly resource: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** What changing a member may need of the world. */
export interface ChangeTools {
  /** A fresh id for a part of it. */
  readonly newId: () => string;
  readonly now: Micros;
}

/** What a kind of resource is, as far as the five routes of its collection have to know. */
export interface Collection<K extends CollectedKind, Path, Param extends string, Parent extends Held, Body> {
  readonly kind: K;
  /** Name of the path's parameter that holds a member's id. */
  readonly param: Param;
  /** What the members are below, and held when one is made; null when it isn't there for the caller. */
  readonly parent: (deps: Reader, caller: Caller, path: Path) => Promise<Parent | null>;
  /** A new member with nothing but defaults. */
  readonly fresh: (parent: Parent, made: Made, caller: Caller) => ResourceTypes[K];
  /** The member with what the body names; everything else stays, for PUT as for PATCH. */
  readonly change: (before: ResourceTypes[K], body: Body, tools: ChangeTools) => Changed<ResourceTypes[K]>;
  /** What is wrong with the changed member beyond itself, such as a reference to nothing. */
  readonly check?: (deps: Reader, member: ResourceTypes[K], parent: Parent) => Promise<readonly FieldError[]>;
  /** In a sentence what still refers to the member, so that it can't be deleted; null when nothing does. */
  readonly usedBy?: (deps: Reader, member: ResourceTypes[K], parent: Parent) => Promise<string | null>;
  readonly view: (member: ResourceTypes[K]) => JsonObject;
  /** What POST, PUT and PATCH answer, where that differs. */
  readonly viewWritten?: (member: ResourceTypes[K]) => JsonObject;
}

/** What serves the routes of a collection; `ItemPath` is its members' path. */
export interface CollectionActions<Path, ItemPath, Body> {
  /** All members, oldest first. */
  readonly list: (deps: Reader, request: ApiRequest<Path>) => Promise<Reply>;
  readonly create: (deps: Writer, request: ApiRequest<Path, Body>) => Promise<Reply>;
  readonly get: (deps: Reader, request: ApiRequest<ItemPath>) => Promise<Reply>;
  readonly update: (deps: Writer, request: ApiRequest<ItemPath, Body>) => Promise<Reply>;
  /** Deletes a member with what is below it; 409 while something refers to it. */
  readonly remove: (deps: Pick<ApiDeps, 'directory' | 'resources'>, request: ApiRequest<ItemPath>) => Promise<Reply>;
}

const BEING_DELETED = 'What it would belong to is being deleted.';

/** Makes the use-cases of a collection. Writes are decided again when somebody else wrote in between. */
export function collectionOf<K extends CollectedKind, Path, Param extends string, Parent extends Held, Body>(
  collection: Collection<K, Path, Param, Parent, Body>,
): CollectionActions<Path, Path & Readonly<Record<Param, string>>, Body> {
  const { kind, view, viewWritten = view } = collection;
  return {
    async list(deps, { caller, params }) {
      const parent = await collection.parent(deps, caller, params);
      if (parent === null) return NOT_FOUND;
      const members = await deps.directory.resources(kind, idOf(parent.resource));
      return ok(members.toSorted(byCreation).map(view));
    },

    create: (deps, { caller, params, body }) =>
      retryConflicts(async () => {
        const parent = await collection.parent(deps, caller, params);
        if (parent === null) return NOT_FOUND;
        if ('deleting' in parent.resource && parent.resource.deleting) return conflict(BEING_DELETED);
        const fresh = collection.fresh(parent, { id: newUuid(deps), created_at: deps.clock() }, caller);
        const made = await changeMember(collection, deps, { parent, member: fresh }, body);
        if (!made.ok) return invalid(...made.errors);
        // The parent is held, so that one that is being deleted leaves no orphan behind.
        const result = await deps.resources.create(kind, made.resource, [parent]);
        return result === 'saved' ? created(viewWritten(made.resource)) : 'conflict';
      }),

    async get(deps, { caller, params }) {
      const found = await findMember(collection, deps, caller, params);
      return found === null ? NOT_FOUND : ok(view(found.member));
    },

    update: (deps, { caller, params, body }) =>
      retryConflicts(async () => {
        const found = await findMember(collection, deps, caller, params);
        if (found === null) return NOT_FOUND;
        const made = await changeMember(collection, deps, found, body);
        if (!made.ok) return invalid(...made.errors);
        const result = await deps.resources.replace(kind, found.member, made.resource);
        return result === 'saved' ? ok(viewWritten(made.resource)) : 'conflict';
      }),

    remove: (deps, { caller, params }) =>
      retryConflicts(async () => {
        const found = await findMember(collection, deps, caller, params);
        return found === null ? NOT_FOUND : removeMember(collection, deps, found);
      }),
  };
}

interface Found<K extends CollectedKind, Parent> {
  readonly parent: Parent;
  readonly member: ResourceTypes[K];
}

async function findMember<K extends CollectedKind, Path, Param extends string, Parent extends Held, Body>(
  { kind, param, parent: findParent }: Collection<K, Path, Param, Parent, Body>,
  deps: Reader,
  caller: Caller,
  path: Path & Readonly<Record<Param, string>>,
): Promise<Found<K, Parent> | null> {
  const id: string = path[param];
  const parent = isUuid(id) ? await findParent(deps, caller, path) : null;
  const member = parent === null ? null : await deps.directory.resource(kind, idOf(parent.resource), id);
  return parent === null || member === null ? null : { parent, member };
}

async function changeMember<K extends CollectedKind, Path, Param extends string, Parent extends Held, Body>(
  { change, check }: Collection<K, Path, Param, Parent, Body>,
  deps: Writer,
  { parent, member }: Found<K, Parent>,
  body: Body,
): Promise<Changed<ResourceTypes[K]>> {
  const changed = change(member, body, { newId: () => newUuid(deps), now: deps.clock() });
  const errors = changed.ok ? ((await check?.(deps, changed.resource, parent)) ?? []) : [];
  return errors.length > 0 ? { ok: false, errors } : changed;
}

async function removeMember<K extends CollectedKind, Path, Param extends string, Parent extends Held, Body>(
  { kind, usedBy }: Collection<K, Path, Param, Parent, Body>,
  deps: Pick<ApiDeps, 'directory' | 'resources'>,
  { parent, member }: Found<K, Parent>,
): Promise<Reply | 'conflict'> {
  const user = (await usedBy?.(deps, member, parent)) ?? null;
  if (user !== null) return conflict(user);
  if ((await deps.resources.remove(kind, member)) === 'conflict') return 'conflict';
  // After their parent: nobody can reach them any more.
  for (const below of kindsBelow(kind)) await deps.resources.removeAll(below, member.id);
  return DELETED;
}

function idOf(resource: Held['resource']): string {
  if ('id' in resource) return resource.id;
  return 'username' in resource ? resource.username : '';
}
