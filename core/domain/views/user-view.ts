import type { JsonObject } from '../../contracts/json';
import type { Account, User } from '../../contracts/resources';
import { toWireDate } from './wire-date';

/** A person as others refer to them (contract §1.1). */
export function viewUser(user: User): JsonObject {
  return {
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
  };
}

/** The name people read; the e-mail address of who has none. */
export function fullName(user: User): string {
  const name = `${user.first_name} ${user.last_name}`.trim();
  return name === '' ? user.email : name;
}

/** The token's own user, with the account (contract §1.1 names the route; its shape is ours). */
export function viewProfile(user: User, account: Account): JsonObject {
  return {
    ...viewUser(user),
    joining_date: toWireDate(user.created_at),
    is_owner: account.owner === user.username,
    account: { unique_id: account.id, name: account.name },
  };
}
