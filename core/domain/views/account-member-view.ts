import type { JsonObject } from '../../contracts/json';
import type { Account, User } from '../../contracts/resources';
import { roleOf } from '../account-role';
import { deriveUuid } from '../derive-uuid';
import { viewUser } from './user-view';
import { toWireDate } from './wire-date';

/** A member of the account (contract §1.1): the keys that strict clients know, and no others. */
export function viewAccountMember(user: User, account: Account): JsonObject {
  return {
    unique_id: deriveUuid('account member', account.id, user.username),
    time_zone: user.time_zone ?? 'UTC',
    user: viewUser(user),
    joining_date: toWireDate(user.created_at),
    role: roleOf(user, account),
    // No mail is sent, so there is nothing to verify: whoever is invited is a user.
    is_verified: true,
    custom_role_id: user.custom_role ?? null,
  };
}
