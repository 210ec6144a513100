import type { FieldError } from '../../contracts/json';
import type { Service, Team } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { isUuid } from '../../domain/is-uuid';
import { SERVICE_DEFAULTS } from '../../domain/service-defaults';
import { changeService, checkService } from '../../domain/service-rules';
import { viewService } from '../../domain/views/service-view';
import type { ApiDeps } from './deps';
import { findService, findTeam } from './find';
import type { ServicePath, TeamPath } from './find';
import { newUuid } from './new-uuid';
import { NOT_FOUND, conflict, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'resources'>;

/** The team's services, oldest first. */
export async function listServices(deps: Reader, { caller, params }: ApiRequest<TeamPath>): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  if (team === null) return NOT_FOUND;
  const services = await deps.directory.services(team.id);
  return ok(services.toSorted(byCreation).map(viewService));
}

/** A service of the team. */
export async function getService(deps: Reader, { caller, params }: ApiRequest<ServicePath>): Promise<Reply> {
  const found = await findService(deps, caller, params);
  return found === null ? NOT_FOUND : ok(viewService(found.service));
}

/** Makes a service in the team; everything it refers to has to be there. */
export function createService(
  deps: Writer & Pick<ApiDeps, 'clock' | 'randomBytes'>,
  { caller, params, body }: ApiRequest<TeamPath, BodyOf<'service'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const team = await findTeam(deps, caller, params);
    if (team === null) return NOT_FOUND;
    if (team.deleting === true) return conflict('The team is being deleted.');
    const fresh = freshService(team, caller, { id: newUuid(deps), created_at: deps.clock() });
    const service = changeService(fresh, body);
    const errors = [...checkService(service), ...(await checkReferences(deps, fresh, service))];
    if (errors.length > 0) return invalid(...errors);
    // The team is held, so that none that is being deleted leaves a service behind.
    const result = await deps.resources.create('service', service, [{ kind: 'team', resource: team }]);
    return result === 'saved' ? created(viewService(service)) : 'conflict';
  });
}

/** Changes what the body names; everything else stays as it is, for PUT as for PATCH. */
export function updateService(
  deps: Writer,
  { caller, params, body }: ApiRequest<ServicePath, BodyOf<'serviceChange'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findService(deps, caller, params);
    if (found === null) return NOT_FOUND;
    const { service } = found;
    const changed = changeService(service, body);
    const errors = [...checkService(changed), ...(await checkReferences(deps, service, changed))];
    if (errors.length > 0) return invalid(...errors);
    return (await deps.resources.replace('service', service, changed)) === 'saved'
      ? ok(viewService(changed))
      : 'conflict';
  });
}

/** What a service refers to by id, all of it its team's. */
const REFERENCES = [
  { path: 'escalation_policy', kind: 'escalation_policy', called: 'escalation policy' },
  { path: 'team_priority', kind: 'priority', called: 'priority' },
  { path: 'task_template', kind: 'task_template', called: 'task template' },
  { path: 'sla', kind: 'sla', called: 'SLA' },
] as const;

/** Only what changed: a reference whose target went meanwhile keeps nobody from changing something else. */
async function checkReferences(deps: Reader, before: Service, after: Service): Promise<readonly FieldError[]> {
  const changed = REFERENCES.filter(({ path }) => after[path] !== before[path]);
  const errors = await Promise.all(
    changed.map(async ({ path, kind, called }): Promise<readonly FieldError[]> => {
      const id = after[path];
      if (id === null || (isUuid(id) && (await deps.directory.resource(kind, after.team, id)) !== null)) return [];
      return [{ path, message: `There is no ${called} with this id in the team.` }];
    }),
  );
  return errors.flat();
}

/** A service with nothing but defaults, which can't be stored: it has no name and no escalation policy. */
function freshService(team: Team, caller: Caller, made: Pick<Service, 'id' | 'created_at'>): Service {
  return {
    ...made,
    account: team.account,
    team: team.id,
    name: '',
    summary: '',
    ...SERVICE_DEFAULTS,
    escalation_policy: '',
    created_by: caller.username,
  };
}
