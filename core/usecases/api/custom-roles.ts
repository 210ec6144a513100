import type { BodyOf } from '../../contracts/schemas/body-schemas';
import type { CustomRole, User } from '../../contracts/resources';
import type { JsonObject } from '../../contracts/json';
import { isUuid } from '../../domain/is-uuid';
import { collectionOf } from './collection';
import type { ApiDeps } from './deps';
import { NOT_FOUND, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';
import { findAccount, findUser, type UserPath } from './users';

type Reader = Pick<ApiDeps, 'directory'>;

async function accountOf(deps: Reader, caller: Caller) {
  return { kind: 'account' as const, resource: await findAccount(deps, caller) };
}

/** The account's own roles (contract §1.1). One that a user has can't be deleted. */
export const CUSTOM_ROLES = collectionOf({
  kind: 'custom_role',
  param: 'custom_role',
  parent: accountOf,
  fresh: ({ resource: { id: account } }, made) => ({ ...made, account, name: '', description: '', permissions: [] }),
  change: (before, body: BodyOf<'customRoleChange'>) => {
    const { name = before.name, description = before.description, permissions = before.permissions } = body;
    return { ok: true, resource: { ...before, name, description, permissions } };
  },
  usedBy: async ({ directory }, { id, account }) => {
    const users = await directory.resources('user', account);
    const having = users.filter(({ custom_role }) => custom_role === id).length;
    return having === 0 ? null : `${having} of the account's users have this role. Take it from them first.`;
  },
  view: ({ id, name, description, permissions }) => ({ unique_id: id, name, description, permissions }),
});

/** The custom role of a user; nulls when there is none. */
export async function getUserRole(deps: Reader, { caller, params }: ApiRequest<UserPath>): Promise<Reply> {
  const user = await findUser(deps, caller, params.username);
  if (user === null) return NOT_FOUND;
  return ok(viewUserRole(user, await findRole(deps, caller, user.custom_role ?? null)));
}

/** Gives a user a custom role in the place of the one before; null takes it away. */
export function setUserRole(
  deps: Reader & Pick<ApiDeps, 'resources'>,
  { caller, params, body }: ApiRequest<UserPath, BodyOf<'userRole'>>,
): Promise<Reply> {
  const wanted = body.custom_role === '' ? null : body.custom_role;
  return retryConflicts(async () => {
    const [user, role] = await Promise.all([findUser(deps, caller, params.username), findRole(deps, caller, wanted)]);
    if (user === null) return NOT_FOUND;
    if (wanted !== null && role === null) {
      return invalid({ path: 'custom_role', message: 'There is no custom role with this id.' });
    }
    const changed = { ...user, custom_role: wanted };
    const result = await deps.resources.replace('user', user, changed);
    return result === 'saved' ? created(viewUserRole(changed, role)) : 'conflict';
  });
}

async function findRole({ directory }: Reader, { account }: Caller, id: string | null): Promise<CustomRole | null> {
  return id !== null && isUuid(id) ? directory.resource('custom_role', account, id) : null;
}

function viewUserRole({ username }: User, role: CustomRole | null): JsonObject {
  return {
    user: username,
    custom_role: role?.id ?? null,
    custom_role_details: role === null ? null : { name: role.name },
  };
}
