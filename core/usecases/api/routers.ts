import type { Router } from '../../contracts/routing';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { KEY_RANDOM_BYTES, makeIntegrationKey } from '../../domain/integration-key';
import { isUuid } from '../../domain/is-uuid';
import { kindsBelow } from '../../domain/resource-kinds';
import { viewRouter } from '../../domain/views/router-view';
import type { ApiDeps } from './deps';
import { newUuid } from './new-uuid';
import { DELETED, NOT_FOUND, created, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

/**
 * The global routers of an account (contract §1.8). What is changed counts for alerts that are processed from then on,
 * within a few seconds.
 */
type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'resources'>;

export interface RouterPath {
  readonly router: string;
}

/** The caller's router; null when the account has none with this id. */
export async function findRouter(
  { directory }: Reader,
  caller: Caller,
  { router }: RouterPath,
): Promise<Router | null> {
  return isUuid(router) ? directory.resource('router', caller.account, router) : null;
}

/** The account's routers, oldest first. */
export async function listRouters({ directory }: Reader, { caller }: ApiRequest): Promise<Reply> {
  const routers = await directory.resources('router', caller.account);
  return ok(routers.toSorted(byCreation).map(viewRouter));
}

/** A router of the account. */
export async function getRouter(deps: Reader, { caller, params }: ApiRequest<RouterPath>): Promise<Reply> {
  const router = await findRouter(deps, caller, params);
  return router === null ? NOT_FOUND : ok(viewRouter(router));
}

/** Makes a router with a key of its own. Until it has rulesets, all its alerts end in its list of the unrouted. */
export async function createRouter(
  deps: Writer & Pick<ApiDeps, 'clock' | 'randomBytes' | 'signingKeys'>,
  { caller, body }: ApiRequest<unknown, BodyOf<'router'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const router: Router = {
      account: caller.account,
      id: newUuid(deps),
      name: body.name,
      description: body.description ?? '',
      is_enabled: body.is_enabled ?? true,
      integration_key: makeIntegrationKey(deps.randomBytes(KEY_RANDOM_BYTES), deps.signingKeys.integrationKeys),
      created_at: deps.clock(),
    };
    const result = await deps.resources.create('router', router);
    return result === 'saved' ? created(viewRouter(router)) : 'conflict';
  });
}

/** Changes what the body names; everything else stays as it is, for PUT as for PATCH. */
export async function updateRouter(
  deps: Writer,
  { caller, params, body }: ApiRequest<RouterPath, BodyOf<'routerChange'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const router = await findRouter(deps, caller, params);
    if (router === null) return NOT_FOUND;
    const changed: Router = {
      ...router,
      name: body.name ?? router.name,
      description: body.description ?? router.description,
      is_enabled: body.is_enabled ?? router.is_enabled,
    };
    const result = await deps.resources.replace('router', router, changed);
    return result === 'saved' ? ok(viewRouter(changed)) : 'conflict';
  });
}

/** Deletes a router with its rulesets; its URL answers 404 from then on. */
export async function deleteRouter(deps: Writer, { caller, params }: ApiRequest<RouterPath>): Promise<Reply> {
  return retryConflicts(async () => {
    const router = await findRouter(deps, caller, params);
    if (router === null) return NOT_FOUND;
    if ((await deps.resources.remove('router', router)) === 'conflict') return 'conflict';
    // After the router: a ruleset without one routes nothing, and one missing from it would send alerts elsewhere.
    for (const kind of kindsBelow('router')) await deps.resources.removeAll(kind, router.id);
    return DELETED;
  });
}
