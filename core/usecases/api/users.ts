import type { FieldError } from '../../contracts/json';
import type { Account, User } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { ACCOUNT_ROLE, roleOf } from '../../domain/account-role';
import { isTimeZone } from '../../domain/conditions/zoned-time';
import { viewAccountMember } from '../../domain/views/account-member-view';
import type { ApiDeps } from './deps';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'resources'>;
type Change = NonNullable<BodyOf<'accountMember'>['user']>;

export interface UserPath {
  readonly username: string;
}

/** The account's user with this name; null when there is none. */
export async function findUser({ directory }: Reader, caller: Caller, username: string): Promise<User | null> {
  // Longer ones are no key of the table.
  return /^[\w-]{1,64}$/.test(username) ? directory.user(caller.account, username) : null;
}

/** The caller's account. */
export async function findAccount({ directory }: Reader, caller: Caller): Promise<Account> {
  const account = await directory.account(caller.account);
  if (account === null) throw new Error('A token of an account that does not exist was accepted.');
  return account;
}

/** All users of the account, oldest first, as its members. */
export async function listUsers(deps: Reader, { caller }: ApiRequest): Promise<Reply> {
  const [account, users] = await Promise.all([
    findAccount(deps, caller),
    deps.directory.resources('user', caller.account),
  ]);
  return ok(users.toSorted(byJoining).map((user) => viewAccountMember(user, account)));
}

function byJoining(a: User, b: User): number {
  return a.created_at - b.created_at || (a.username < b.username ? -1 : 1);
}

/** A user of the account. */
export async function getUser(deps: Reader, { caller, params }: ApiRequest<UserPath>): Promise<Reply> {
  const [account, user] = await Promise.all([findAccount(deps, caller), findUser(deps, caller, params.username)]);
  return user === null ? NOT_FOUND : ok(viewAccountMember(user, account));
}

/** Changes what the body names, in itself or under `user`; everything else stays as it is. */
export function updateUser(
  deps: Writer,
  { caller, params, body }: ApiRequest<UserPath, BodyOf<'accountMember'>>,
): Promise<Reply> {
  const { user: nested, ...beside } = body;
  const change: Change = { ...nested, ...beside };
  return retryConflicts(async () => {
    const [account, user] = await Promise.all([findAccount(deps, caller), findUser(deps, caller, params.username)]);
    if (user === null) return NOT_FOUND;
    const errors = [...checkChange(account, user, change), ...(await checkEmail(deps, user, change.email))];
    if (errors.length > 0) return invalid(...errors);
    const changed = applyChange(user, change);
    return (await deps.resources.replace('user', user, changed)) === 'saved'
      ? ok(viewAccountMember(changed, account))
      : 'conflict';
  });
}

function checkChange(account: Account, user: User, { role, time_zone }: Change): readonly FieldError[] {
  const errors: FieldError[] = [];
  const ownsOrWould = role === ACCOUNT_ROLE.owner || user.username === account.owner;
  if (role !== undefined && ownsOrWould && role !== roleOf(user, account)) {
    errors.push({ path: 'role', message: 'The account has one owner, who can not be changed here.' });
  }
  if (time_zone !== undefined && !isTimeZone(time_zone)) {
    errors.push({ path: 'time_zone', message: 'Must be the IANA name of a time zone, for example Europe/Berlin.' });
  }
  return errors;
}

async function checkEmail(deps: Reader, user: User, email = ''): Promise<readonly FieldError[]> {
  if (email === '' || email.toLowerCase() === user.email.toLowerCase()) return [];
  const taken = await findByEmail(deps, user.account, email);
  return taken === null ? [] : [{ path: 'email', message: 'Another user has this e-mail address.' }];
}

/** The account's user with this address, in whichever case it is written; null when nobody has it. */
export async function findByEmail({ directory }: Reader, account: string, email: string): Promise<User | null> {
  const wanted = email.toLowerCase();
  const users = await directory.resources('user', account);
  return users.find((user) => user.email.toLowerCase() === wanted) ?? null;
}

function applyChange(user: User, { first_name, last_name, email = '', role, time_zone }: Change): User {
  return {
    ...user,
    first_name: first_name ?? user.first_name,
    last_name: last_name ?? user.last_name,
    email: email === '' ? user.email : email,
    ...(role === undefined || role === ACCOUNT_ROLE.owner ? {} : { role }),
    ...(time_zone === undefined ? {} : { time_zone }),
  };
}
