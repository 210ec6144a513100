import { byCreation } from '../../domain/by-creation';
import { isUuid } from '../../domain/is-uuid';
import { viewEscalationPolicy } from '../../domain/views/escalation-policy-view';
import type { ApiDeps } from './deps';
import { findTeam } from './find';
import type { TeamPath } from './find';
import { NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

type Reader = Pick<ApiDeps, 'directory'>;

/** The team's escalation policies, oldest first. */
export async function listEscalationPolicies(deps: Reader, request: ApiRequest<TeamPath>): Promise<Reply> {
  const team = await findTeam(deps, request.caller, request.params);
  if (team === null) return NOT_FOUND;
  const policies = await deps.directory.escalationPolicies(team.id);
  return ok(policies.toSorted(byCreation).map(viewEscalationPolicy));
}

/** An escalation policy of the team. */
export async function getEscalationPolicy(
  deps: Reader,
  { caller, params }: ApiRequest<TeamPath & { readonly escalation_policy: string }>,
): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  if (team === null || !isUuid(params.escalation_policy)) return NOT_FOUND;
  const policy = await deps.directory.escalationPolicy(team.id, params.escalation_policy);
  return policy === null ? NOT_FOUND : ok(viewEscalationPolicy(policy));
}
