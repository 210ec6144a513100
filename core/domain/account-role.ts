import type { Account, User } from '../contracts/resources';

/** What people are in an account (contract §1.1). */
export const ACCOUNT_ROLE = { owner: 1, admin: 2, user: 3 } as const;
export type AccountRole = (typeof ACCOUNT_ROLE)[keyof typeof ACCOUNT_ROLE];

/** A user's role: ownership is the account's to say, so that it always has exactly one owner. */
export function roleOf({ username, role = ACCOUNT_ROLE.user }: User, { owner }: Account): AccountRole {
  return username === owner ? ACCOUNT_ROLE.owner : role;
}
