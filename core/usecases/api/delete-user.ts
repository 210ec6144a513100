import type { Team } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { kindsBelow } from '../../domain/resource-kinds';
import { memberIdOf } from '../../domain/team-member';
import type { ApiDeps } from './deps';
import { inRounds } from './in-rounds';
import { DELETED, NOT_FOUND, conflict } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { retryConflicts } from './retry-conflicts';
import { policiesNaming } from './user-references';
import { findAccount, findUser } from './users';

type Deleter = Pick<ApiDeps, 'directory' | 'resources'>;

/** Policies that are named to whoever has to change them; of more, how many there are. */
const NAMED = 5;

/**
 * Deletes a user: refused while an escalation policy or a schedule would be left with nobody to tell (409 names them),
 * and for the account's owner. The user's tokens stop first; teams of which the user is the owner are the account's
 * owner's from then on. Cut off anywhere it can be done again.
 */
export async function deleteUser(
  deps: Deleter,
  { caller, body }: ApiRequest<unknown, BodyOf<'deleteUser'>>,
): Promise<Reply> {
  const [account, user] = await Promise.all([findAccount(deps, caller), findUser(deps, caller, body.username)]);
  if (user === null) return NOT_FOUND;
  if (user.username === account.owner) return conflict('The owner of the account can not be deleted.');
  const teams = await deps.directory.teams(account.id);
  const naming = (await inRounds(teams, (team) => policiesNaming(deps, team, user.username))).flat();
  if (naming.length > 0) return conflict(inTheWay(naming));
  const tokens = await deps.directory.resources('token', account.id);
  for (const token of tokens.filter(({ username }) => username === user.username)) {
    await deps.resources.remove('token', token);
  }
  await inRounds(teams, (team) => leaveTeam(deps, team, user.username, account.owner));
  for (const kind of kindsBelow('user')) await deps.resources.removeAll(kind, user.username);
  return retryConflicts(async () => {
    const current = await findUser(deps, caller, body.username);
    if (current === null) return DELETED;
    return (await deps.resources.remove('user', current)) === 'saved' ? DELETED : 'conflict';
  });
}

function inTheWay(naming: readonly string[]): string {
  const more = naming.length > NAMED ? ` and ${naming.length - NAMED} more` : '';
  return `The user is named by ${naming.slice(0, NAMED).join(', ')}${more}. Put somebody else there first.`;
}

async function leaveTeam(deps: Deleter, team: Team, username: string, heir: string): Promise<void> {
  const member = await deps.directory.resource('member', team.id, memberIdOf(team.id, username));
  if (member !== null) await deps.resources.remove('member', member);
  if (team.owner !== username) return;
  await retryConflicts(async () => {
    const current = await deps.directory.team(team.account, team.id);
    if (current?.owner !== username) return DELETED;
    return (await deps.resources.replace('team', current, { ...current, owner: heir })) === 'saved'
      ? DELETED
      : 'conflict';
  });
}
