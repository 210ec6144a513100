import type { FieldError } from '../../contracts/json';
import type { Service, Team } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { isUuid } from '../../domain/is-uuid';
import { checkService, referenceOf } from '../../domain/service-rules';
import { viewService } from '../../domain/views/service-view';
import type { ApiDeps } from './deps';
import { findService, findTeam } from './find';
import type { ServicePath, TeamPath } from './find';
import { newUuid } from './new-uuid';
import { NOT_FOUND, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;
type ServiceBody = BodyOf<'service'>;

/** The team's services, oldest first. */
export async function listServices(deps: Reader, { caller, params }: ApiRequest<TeamPath>): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  if (team === null) return NOT_FOUND;
  const services = await deps.directory.services(team.id);
  return ok(
    services
      .filter(({ deleting }) => deleting !== true)
      .toSorted(byCreation)
      .map(viewService),
  );
}

/** A service of the team. */
export async function getService(deps: Reader, { caller, params }: ApiRequest<ServicePath>): Promise<Reply> {
  const found = await findService(deps, caller, params);
  return found === null ? NOT_FOUND : ok(viewService(found.service));
}

/** Makes a service in the team; everything it refers to has to be there. */
export async function createService(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'randomBytes' | 'resources'>,
  { caller, params, body }: ApiRequest<TeamPath, ServiceBody>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const team = await findTeam(deps, caller, params);
    if (team === null) return NOT_FOUND;
    const errors = [...checkService(body), ...(await checkPolicy(deps, team, body))];
    if (errors.length > 0) return invalid(...errors);
    const service = newService(body, team, caller, { id: newUuid(deps), created_at: deps.clock() });
    // The team is held, so that none that is being deleted leaves a service behind.
    const result = await deps.resources.create('service', service, [{ kind: 'team', resource: team }]);
    return result === 'saved' ? created(viewService(service)) : 'conflict';
  });
}

async function checkPolicy(
  { directory }: Reader,
  team: Team,
  { escalation_policy: id }: ServiceBody,
): Promise<readonly FieldError[]> {
  const policy = isUuid(id) ? await directory.escalationPolicy(team.id, id) : null;
  if (policy !== null) return [];
  return [{ path: 'escalation_policy', message: 'There is no escalation policy with this id in the team.' }];
}

/** The status a service is made with, whatever the body says: some clients send 0 (disabled) for what they leave unset. */
const ACTIVE = 1;

function newService(body: ServiceBody, team: Team, caller: Caller, made: Pick<Service, 'id' | 'created_at'>): Service {
  return {
    ...made,
    account: team.account,
    team: team.id,
    name: body.name,
    summary: body.summary ?? '',
    description: body.description ?? '',
    escalation_policy: body.escalation_policy,
    team_priority: referenceOf(body.team_priority),
    task_template: referenceOf(body.task_template),
    sla: referenceOf(body.sla),
    auto_resolve_timeout: body.auto_resolve_timeout ?? 0,
    acknowledgement_timeout: body.acknowledgement_timeout ?? 0,
    status: ACTIVE,
    collation: body.collation ?? 0,
    collation_time: body.collation_time ?? 0,
    created_by: caller.username,
  };
}
