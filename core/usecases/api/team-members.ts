import type { Json } from '../../contracts/json';
import type { Team, TeamMember, User } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { isUuid } from '../../domain/is-uuid';
import { newMember, TEAM_ROLE } from '../../domain/team-member';
import { viewMember, viewWrittenMember } from '../../domain/views/member-view';
import type { ApiDeps } from './deps';
import { findTeam } from './find';
import type { TeamPath } from './find';
import { DELETED, NOT_FOUND, conflict, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';
import { findUser } from './users';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'resources'>;
type MemberPath = TeamPath & { readonly member: string };

/** The team's members as the wire shows them, oldest first, without those whose user is being deleted. */
export async function showMembers({ directory }: Reader, team: Team): Promise<readonly Json[]> {
  const members = await directory.resources('member', team.id);
  const users = await Promise.all(members.map(({ username }) => directory.user(team.account, username)));
  const byName = new Map(members.map(({ username }, index) => [username, users[index] ?? null]));
  return viewMembers(members, (username) => byName.get(username) ?? null);
}

/** The same of members and users that have been read. */
export function viewMembers(
  members: readonly TeamMember[],
  userOf: (username: string) => User | null,
): readonly Json[] {
  return members.toSorted(byCreation).flatMap((member) => {
    const user = userOf(member.username);
    return user === null ? [] : [viewMember(member, user)];
  });
}

/** The team's members, oldest first. */
export async function listTeamMembers(deps: Reader, { caller, params }: ApiRequest<TeamPath>): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  return team === null ? NOT_FOUND : ok(await showMembers(deps, team));
}

/** A member of the team. */
export async function getTeamMember(deps: Reader, { caller, params }: ApiRequest<MemberPath>): Promise<Reply> {
  const member = await findMember(deps, caller, params);
  const user = member === null ? null : await deps.directory.user(member.account, member.username);
  return member === null || user === null ? NOT_FOUND : ok(viewMember(member, user));
}

/** Makes a user of the account a member of the team. */
export function createTeamMember(
  deps: Writer & Pick<ApiDeps, 'clock'>,
  { caller, params, body }: ApiRequest<TeamPath, BodyOf<'teamMember'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const team = await findTeam(deps, caller, params);
    if (team === null) return NOT_FOUND;
    const user = await findUser(deps, caller, body.user);
    if (user === null) return invalid({ path: 'user', message: 'There is no user with this username.' });
    const member = newMember(team, user, body.role ?? TEAM_ROLE.user, deps.clock());
    const known = await deps.directory.resource('member', team.id, member.id);
    if (known !== null) return conflict('The user is a member of the team already.');
    // The user is held: whoever deletes a user takes him out of all teams first.
    const result = await deps.resources.create('member', member, [{ kind: 'user', resource: user }]);
    return result === 'saved' ? created(viewWrittenMember(member)) : 'conflict';
  });
}

/** Changes a member's role, the only thing that can be. */
export function updateTeamMember(
  deps: Writer,
  { caller, params, body }: ApiRequest<MemberPath, BodyOf<'teamMemberChange'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const member = await findMember(deps, caller, params);
    if (member === null) return NOT_FOUND;
    const changed = { ...member, role: body.role ?? member.role };
    const result = await deps.resources.replace('member', member, changed);
    return result === 'saved' ? ok(viewWrittenMember(changed)) : 'conflict';
  });
}

/** Takes a user out of the team. Escalation policies and schedules that name the user stay as they are. */
export function deleteTeamMember(deps: Writer, { caller, params }: ApiRequest<MemberPath>): Promise<Reply> {
  return retryConflicts(async () => {
    const member = await findMember(deps, caller, params);
    if (member === null) return NOT_FOUND;
    return (await deps.resources.remove('member', member)) === 'saved' ? DELETED : 'conflict';
  });
}

async function findMember(deps: Reader, caller: Caller, path: MemberPath): Promise<TeamMember | null> {
  const team = isUuid(path.member) ? await findTeam(deps, caller, path) : null;
  return team === null ? null : deps.directory.resource('member', team.id, path.member);
}
