import { API_ROUTES } from '../core/contracts/api-routes';
import { CliFailure, usageFailure } from './failure';
import { EXIT } from './exit-codes';
import { pathOf, type ApiClient } from './http/api-client';

/** What people refer to by its name. */
export interface Named {
  readonly unique_id: string;
  readonly name: string;
}

/**
 * The one that a person means, by its id or by its name.
 * @param called for the message, e.g. `team`
 * @throws CliFailure when there is none, or more than one of that name
 */
export function findNamed<T extends Named>(all: readonly T[], meant: string, called: string): T {
  const found = all.filter(({ unique_id, name }) => unique_id === meant || name === meant);
  const [first, second] = found;
  if (first === undefined) throw new CliFailure(`There is no ${called} ${meant}.`, EXIT.nothing);
  if (second !== undefined) throw usageFailure(`There is more than one ${called} ${meant}; give its id.`);
  return first;
}

/** The account's teams; only the one that is meant, if one is. */
export async function teamsMeant(api: ApiClient, team: string | undefined): Promise<readonly Named[]> {
  const teams = await api.call<readonly Named[]>('GET', API_ROUTES.listTeams.path);
  return team === undefined ? teams : [findNamed(teams, team, 'team')];
}

/** The services of a team. */
export function servicesOf(api: ApiClient, team: string): Promise<readonly Named[]> {
  return api.call('GET', pathOf(API_ROUTES.listServices.path, { team }));
}
