import type { JsonObject } from '../../contracts/json';
import type { EscalationPolicy } from '../../contracts/resources';
import { byCreation } from '../../domain/by-creation';
import { viewPolicyOnCall } from '../../domain/views/escalation-policy-view';
import { viewUser } from '../../domain/views/user-view';
import { findResponders } from '../find-first-responder';
import type { ApiDeps } from './deps';
import { findTeam, type TeamPath } from './find';
import { NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/**
 * Who is on call now by each escalation policy of the team, oldest policy first: all whom its first rule that names
 * anybody turns to (contract §1.10 names the route; its shape is that of the newest client). Users who are gone are left out.
 */
export async function listOnCall(
  deps: Pick<ApiDeps, 'clock' | 'directory'>,
  { caller, params }: ApiRequest<TeamPath>,
): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  if (team === null) return NOT_FOUND;
  const now = deps.clock();
  const policies = await deps.directory.escalationPolicies(team.id);
  const ofTeam = { unique_id: team.id, name: team.name };
  const shown = policies.toSorted(byCreation).map(async (policy) => ({
    escalation_policy: viewPolicyOnCall(policy),
    team: ofTeam,
    users: await showResponders(deps, policy, now),
  }));
  return ok(await Promise.all(shown));
}

async function showResponders(
  { directory }: Pick<ApiDeps, 'directory'>,
  policy: EscalationPolicy,
  now: number,
): Promise<readonly JsonObject[]> {
  const names = await findResponders(directory, policy, now);
  const users = await Promise.all(names.map((name) => directory.user(policy.account, name)));
  return users.filter((user) => user !== null).map(viewUser);
}
