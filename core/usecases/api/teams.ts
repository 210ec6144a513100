import type { JsonObject } from '../../contracts/json';
import type { Team } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { defaultEscalationPolicy } from '../../domain/team-defaults';
import { viewTeam } from '../../domain/views/team-view';
import type { ApiDeps } from './deps';
import { findTeam } from './find';
import type { TeamPath } from './find';
import { newUuid } from './new-uuid';
import { NOT_FOUND, created, ok } from './reply';
import type { Reply } from './reply';
import { mayUseTeam, type ApiRequest } from './request';

type Reader = Pick<ApiDeps, 'directory'>;

async function show({ directory }: Reader, team: Team): Promise<JsonObject> {
  return viewTeam(team, await directory.user(team.account, team.owner));
}

/** The account's teams, oldest first. */
export async function listTeams(deps: Reader, { caller }: ApiRequest): Promise<Reply> {
  const all = await deps.directory.teams(caller.account);
  const teams = all.filter((team) => team.deleting !== true && mayUseTeam(caller, team.id));
  return ok(await Promise.all(teams.toSorted(byCreation).map((team) => show(deps, team))));
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
  };
  await putTeamWithDefaults(deps, team);
  return created(await show(deps, team));
}

/**
 * Writes a team and its default escalation policy. The team comes last: cut off in between, nothing is left that anybody
 * can reach, and doing it again with the same team writes the same policy.
 */
export async function putTeamWithDefaults({ resources }: Pick<ApiDeps, 'resources'>, team: Team): Promise<void> {
  // A conflict is one with itself: what is there is what would have been made.
  await resources.create('escalation_policy', defaultEscalationPolicy(team));
  await resources.create('team', team);
}
