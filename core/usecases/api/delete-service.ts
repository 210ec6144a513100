import type { Service, Team } from '../../contracts/resources';
import { kindsBelow } from '../../domain/resource-kinds';
import type { ApiDeps } from './deps';
import { findService, findTeam } from './find';
import type { ServicePath, TeamPath } from './find';
import { removeIntegration } from './integrations';
import { DELETED, NOT_FOUND } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { retryConflicts } from './retry-conflicts';

type Deleter = Pick<ApiDeps, 'directory' | 'resources'>;

/**
 * Deletes a service with what is below it. The first step is to mark it: from then on no integration can be made in it
 * (each holds the service as it was read). Then the integrations go, each together with its key, so that its URL answers
 * 404 and what waits in the queue fails with that reason; the service itself goes last. Cut off anywhere, the service
 * is still there to be deleted again. Its incidents stay, and stay readable.
 */
export function deleteService(deps: Deleter, { caller, params }: ApiRequest<ServicePath>): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findService(deps, caller, params);
    if (found === null) return NOT_FOUND;
    return removeService(deps, found.service);
  });
}

/**
 * Deletes a team the same way: marked, so that no service can be made in it; then service by service; then all else that
 * is below it; the team last.
 */
export function deleteTeam(deps: Deleter, { caller, params }: ApiRequest<TeamPath>): Promise<Reply> {
  return retryConflicts(async () => {
    const team = await findTeam(deps, caller, params);
    if (team === null) return NOT_FOUND;
    const marked = await mark(deps, team);
    if (marked === 'conflict') return 'conflict';
    for (const service of await deps.directory.services(team.id)) {
      if ((await removeService(deps, service)) === 'conflict') return 'conflict';
    }
    for (const kind of kindsBelow('team')) await deps.resources.removeAll(kind, team.id);
    return (await deps.resources.remove('team', marked)) === 'saved' ? DELETED : 'conflict';
  });
}

async function mark({ directory, resources }: Deleter, team: Team): Promise<Team | 'conflict'> {
  if (team.deleting === true) return team;
  if ((await resources.replace('team', team, { ...team, deleting: true })) === 'conflict') return 'conflict';
  return (await directory.team(team.account, team.id)) ?? 'conflict';
}

async function removeService(deps: Deleter, service: Service): Promise<Reply | 'conflict'> {
  const marked = await markService(deps, service);
  if (marked === 'conflict') return 'conflict';
  for (const integration of await deps.directory.integrations(service.id)) {
    if ((await removeIntegration(deps, integration)) === 'conflict') return 'conflict';
  }
  for (const kind of kindsBelow('service').filter((below) => below !== 'integration')) {
    await deps.resources.removeAll(kind, service.id);
  }
  return (await deps.resources.remove('service', marked)) === 'saved' ? DELETED : 'conflict';
}

async function markService({ directory, resources }: Deleter, service: Service): Promise<Service | 'conflict'> {
  if (service.deleting === true) return service;
  if ((await resources.replace('service', service, { ...service, deleting: true })) === 'conflict') return 'conflict';
  return (await directory.service(service.team, service.id)) ?? 'conflict';
}
