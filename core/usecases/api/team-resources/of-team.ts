import type { Team } from '../../../contracts/resources';
import type { FieldError } from '../../../contracts/json';
import { isUuid } from '../../../domain/is-uuid';
import type { Made } from '../collection';
import type { ApiDeps } from '../deps';
import { findTeam, type TeamPath } from '../find';
import type { Caller } from '../request';

type Reader = Pick<ApiDeps, 'directory'>;

/** A team as the parent of a collection. */
export interface TeamParent {
  readonly kind: 'team';
  readonly resource: Team;
}

/** The team of the path, for the caller. */
export async function teamParent(deps: Reader, caller: Caller, path: TeamPath): Promise<TeamParent | null> {
  const team = await findTeam(deps, caller, path);
  return team === null ? null : { kind: 'team', resource: team };
}

/** What every resource of a team begins with. */
export function madeIn({ resource: { account, id: team } }: TeamParent, made: Made) {
  return { ...made, account, team };
}

/** The error at `path` if the account has no user with this name. */
export async function checkUser(
  { directory }: Reader,
  account: string,
  username: string,
  path: string,
): Promise<readonly FieldError[]> {
  // No username is longer than a UUID, and no key of the table may be longer than it may be.
  const user = username.length <= 64 ? await directory.user(account, username) : null;
  return user === null ? [{ path, message: 'There is no user with this username in the account.' }] : [];
}

/** The error at `path` if the team has no schedule with this id. */
export async function checkSchedule(
  { directory }: Reader,
  team: string,
  id: string,
  path: string,
): Promise<readonly FieldError[]> {
  const schedule = isUuid(id) ? await directory.resource('schedule', team, id) : null;
  return schedule === null ? [{ path, message: 'There is no schedule with this id in the team.' }] : [];
}

/** Names of what still refers to something, as a sentence of a 409; null when there are none. */
export function stillUsed(what: string, users: readonly { readonly name: string }[]): string | null {
  if (users.length === 0) return null;
  const shown = users.slice(0, 5).map(({ name }) => JSON.stringify(name));
  const more = users.length > shown.length ? ` and ${users.length - shown.length} more` : '';
  return `${what} is still used by ${shown.join(', ')}${more}. Change that first.`;
}
