import type { JsonObject } from '../../contracts/json';
import type { Team, TeamMember, User } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { ACCOUNT_ROLE } from '../../domain/account-role';
import { usernameOf } from '../../domain/derive-uuid';
import { referenceOf } from '../../domain/service-rules';
import { memberIdOf, newMember, TEAM_ROLE } from '../../domain/team-member';
import { viewAccountMember } from '../../domain/views/account-member-view';
import { viewMember } from '../../domain/views/member-view';
import type { ApiDeps } from './deps';
import { findTeam } from './find';
import { newUuid } from './new-uuid';
import { created, invalid, refused } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';
import { findAccount, findByEmail } from './users';

type Inviter = Pick<ApiDeps, 'clock' | 'directory' | 'randomBytes' | 'resources'>;
type Person = BodyOf<'apiInvite'>['user_detail'];

const NO_TEAM = { path: 'team', message: 'There is no team with this id.' };
const OWNER = { path: 'role', message: 'The account has an owner already: 2 (admin) or 3 (user).' };

/**
 * Makes a user, who exists from then on: no mail is sent. With a team named, the user is a member of it. An address that
 * a user has already is refused, as clients expect (contract §1.1).
 */
export async function inviteUser(
  deps: Inviter,
  { caller, body }: ApiRequest<unknown, BodyOf<'apiInvite'>>,
): Promise<Reply> {
  const named = referenceOf(body.team);
  const team = named === null ? null : await findTeam(deps, caller, { team: named });
  if (named !== null && team === null) return invalid(NO_TEAM);
  if (body.user_detail.role === ACCOUNT_ROLE.owner) return invalid({ ...OWNER, path: 'user_detail.role' });
  return retryConflicts(async () => {
    const known = await findByEmail(deps, caller.account, body.user_detail.email);
    if (known !== null) return refused('A user with this e-mail address exists already.');
    const user = await makeUser(deps, caller, body.user_detail);
    if (user === null) return 'conflict';
    if (team !== null) await joinTeam(deps, team, user);
    const member = viewAccountMember(user, await findAccount(deps, caller));
    return created(team === null ? member : { ...member, team: team.id });
  });
}

/**
 * Makes users of all who are none yet, and all of them members of the team. Done again it changes nothing: who is a
 * member stays as he is.
 */
export async function inviteUsers(
  deps: Inviter,
  { caller, body }: ApiRequest<unknown, BodyOf<'invite'>>,
): Promise<Reply> {
  const team = await findTeam(deps, caller, { team: body.team });
  if (team === null) return invalid(NO_TEAM);
  const owner = body.email_accounts.findIndex(({ role }) => role === ACCOUNT_ROLE.owner);
  if (owner >= 0) return invalid({ ...OWNER, path: `email_accounts[${owner}].role` });
  const members: JsonObject[] = [];
  // One after the other: the same address may be in the list twice.
  for (const person of body.email_accounts) {
    const user = await findOrMakeUser(deps, caller, person);
    members.push(viewMember(await joinTeam(deps, team, user), user));
  }
  return created(members);
}

async function findOrMakeUser(deps: Inviter, caller: Caller, person: Person): Promise<User> {
  const known = await findByEmail(deps, caller.account, person.email);
  const user = known ?? (await makeUser(deps, caller, person));
  // A conflict: somebody else invited the same address meanwhile, and is found now.
  return user ?? findOrMakeUser(deps, caller, person);
}

/** Null when somebody else made a user with the same address at the same time. */
async function makeUser(deps: Inviter, { account }: Caller, person: Person): Promise<User | null> {
  const user: User = {
    account,
    username: usernameOf(newUuid(deps)),
    first_name: person.first_name ?? '',
    last_name: person.last_name ?? '',
    email: person.email,
    created_at: deps.clock(),
    role: person.role === ACCOUNT_ROLE.admin ? ACCOUNT_ROLE.admin : ACCOUNT_ROLE.user,
  };
  return (await deps.resources.create('user', user)) === 'saved' ? user : null;
}

/** The user's place in the team: the one that is there, or a new one. */
async function joinTeam({ clock, directory, resources }: Inviter, team: Team, user: User): Promise<TeamMember> {
  const member = newMember(team, user, TEAM_ROLE.user, clock());
  const result = await resources.create('member', member);
  if (result === 'saved') return member;
  return (await directory.resource('member', team.id, memberIdOf(team.id, user.username))) ?? member;
}
