import type { Integration, Service, Team } from '../../contracts/resources';
import { isUuid } from '../../domain/is-uuid';
import type { ApiDeps } from './deps';
import { mayUseTeam, type Caller } from './request';

/**
 * Finding what a path names, for this caller only: a team is looked up in the caller's account, a service in that team,
 * an integration in that service, so what belongs to others is not found (DESIGN §3, I8). Ids that are none are not
 * looked up at all: no key of the table is longer than it may be.
 */
type Reader = Pick<ApiDeps, 'directory'>;

export interface TeamPath {
  readonly team: string;
}
export interface ServicePath extends TeamPath {
  readonly service: string;
}
export interface IntegrationPath extends ServicePath {
  readonly integration: string;
}

/** The caller's team; null when the account has none with this id, or the token is limited to others. */
export async function findTeam({ directory }: Reader, caller: Caller, path: TeamPath): Promise<Team | null> {
  if (!isUuid(path.team) || !mayUseTeam(caller, path.team)) return null;
  return directory.team(caller.account, path.team);
}

export interface FoundService {
  readonly team: Team;
  readonly service: Service;
}

/** The service with its team; null when one of the two isn't there for the caller. */
export async function findService(deps: Reader, caller: Caller, path: ServicePath): Promise<FoundService | null> {
  if (!isUuid(path.team) || !isUuid(path.service)) return null;
  // Side by side: the ids are all in the path, and the team alone decides whether the caller may see the rest.
  const [team, service] = await Promise.all([
    findTeam(deps, caller, path),
    deps.directory.service(path.team, path.service),
  ]);
  return team === null || service === null ? null : { team, service };
}

export interface FoundIntegration extends FoundService {
  readonly integration: Integration;
}

/** The integration with its service and team; null when one of the three isn't there for the caller. */
export async function findIntegration(
  deps: Reader,
  caller: Caller,
  path: IntegrationPath,
): Promise<FoundIntegration | null> {
  if (!isUuid(path.service) || !isUuid(path.integration)) return null;
  const [found, integration] = await Promise.all([
    findService(deps, caller, path),
    deps.directory.integration(path.service, path.integration),
  ]);
  return found === null || integration === null ? null : { ...found, integration };
}
