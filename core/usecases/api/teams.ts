import type { JsonObject } from '../../contracts/json';
import type { Team } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { defaultEscalationPolicy, defaultRole } from '../../domain/team-defaults';
import { newMember, TEAM_ROLE } from '../../domain/team-member';
import { viewTeam } from '../../domain/views/team-view';
import type { ApiDeps } from './deps';
import { findTeam } from './find';
import type { TeamPath } from './find';
import { newUuid } from './new-uuid';
import { NOT_FOUND, created, ok } from './reply';
import type { Reply } from './reply';
import { mayUseTeam, type ApiRequest } from './request';
import { retryConflicts } from './retry-conflicts';
import { showMembers, viewMembers } from './team-members';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'resources'>;

async function show(deps: Reader, team: Team): Promise<JsonObject> {
  const [members, roles] = await Promise.all([showMembers(deps, team), deps.directory.resources('role', team.id)]);
  return viewTeam(team, { members, roles: roles.toSorted(byCreation) });
}

/** The account's teams, oldest first, each with its members and roles: three queries, however many teams there are. */
export async function listTeams({ directory }: Reader, { caller: { account, ...caller } }: ApiRequest): Promise<Reply> {
  const [all, people, parts] = await Promise.all([
    directory.teams(account),
    directory.resources('user', account),
    directory.teamParts(account),
  ]);
  const users = new Map(people.map((user) => [user.username, user]));
  const members = Map.groupBy(parts.members, ({ team }) => team);
  const roles = Map.groupBy(parts.roles, ({ team }) => team);
  const teams = all.filter(({ id }) => mayUseTeam(caller, id)).toSorted(byCreation);
  return ok(
    teams.map((team) =>
      viewTeam(team, {
        members: viewMembers(members.get(team.id) ?? [], (username) => users.get(username) ?? null),
        roles: (roles.get(team.id) ?? []).toSorted(byCreation),
      }),
    ),
  );
}

/** A team of the account. */
export async function getTeam(deps: Reader, { caller, params }: ApiRequest<TeamPath>): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  return team === null ? NOT_FOUND : ok(await show(deps, team));
}

/** Makes a team, with what comes with one (contract §1.2). */
export async function createTeam(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'randomBytes' | 'resources'>,
  { caller, body }: ApiRequest<unknown, BodyOf<'team'>>,
): Promise<Reply> {
  const team: Team = {
    account: caller.account,
    id: newUuid(deps),
    name: body.name,
    owner: caller.username,
    created_at: deps.clock(),
    private: body.private ?? false,
  };
  await makeTeamWithDefaults(deps, team);
  return created(await show(deps, team));
}

/**
 * Makes a team with its owner as manager, its default role and its default escalation policy. The team comes last: cut off in between,
 * nothing is left that anybody can reach, and doing it again with the same team makes what is missing.
 */
export async function makeTeamWithDefaults({ resources }: Pick<ApiDeps, 'resources'>, team: Team): Promise<void> {
  const manager = newMember(team, { username: team.owner }, TEAM_ROLE.manager, team.created_at);
  // A conflict is one with itself: what is there is what would have been made.
  await resources.create('escalation_policy', defaultEscalationPolicy(team));
  await resources.create('role', defaultRole(team));
  await resources.create('member', manager);
  await resources.create('team', team);
}

/** Changes what the body names; everything else stays as it is, for PUT as for PATCH. */
export function updateTeam(
  deps: Writer,
  { caller, params, body }: ApiRequest<TeamPath, BodyOf<'teamChange'>>,
): Promise<Reply> {
  return changeTeam(
    deps,
    { caller, params },
    {
      change: (team) => ({ ...team, name: body.name ?? team.name, private: body.private ?? team.private ?? false }),
      view: (team) => show(deps, team),
    },
  );
}

/** What members of the team may do in the account (contract §1.2): kept and shown; tokens' scopes decide. */
export async function getTeamPermissions(deps: Reader, { caller, params }: ApiRequest<TeamPath>): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  return team === null ? NOT_FOUND : ok(viewPermissions(team));
}

/** Sets them all. */
export function putTeamPermissions(
  deps: Writer,
  { caller, params, body }: ApiRequest<TeamPath, BodyOf<'teamPermissions'>>,
): Promise<Reply> {
  return changeTeam(
    deps,
    { caller, params },
    {
      change: (team) => ({ ...team, account_permissions: body.account_permissions }),
      view: (team) => Promise.resolve(viewPermissions(team)),
    },
  );
}

function viewPermissions({ id, account_permissions = [] }: Team): JsonObject {
  return { unique_id: id, account_permissions };
}

interface TeamChange {
  readonly change: (team: Team) => Team;
  readonly view: (team: Team) => Promise<JsonObject>;
}

function changeTeam(
  deps: Writer,
  { caller, params }: Pick<ApiRequest<TeamPath>, 'caller' | 'params'>,
  { change, view }: TeamChange,
): Promise<Reply> {
  return retryConflicts(async () => {
    const team = await findTeam(deps, caller, params);
    if (team === null) return NOT_FOUND;
    const changed = change(team);
    return (await deps.resources.replace('team', team, changed)) === 'saved' ? ok(await view(changed)) : 'conflict';
  });
}
