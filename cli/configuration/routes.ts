import type { JsonObject } from '../../core/contracts/json';
import { CliFailure } from '../failure';
import type { Configuration, RouteEntry } from './configuration';
import { placeKey, type Plan, type Step } from './step';

/** Where the integration of a route is found: the key of its id; null when the route has the id itself. */
function keyOfRoute({ team, service, integration }: RouteEntry): string | null {
  return team === undefined || service === undefined ? null : placeKey('integration', [team, service, integration]);
}

/** The teams that a configuration routes alerts to, whether it has them or not. */
export function teamsOfRoutes({ routers = [] }: Configuration): readonly string[] {
  return routers.flatMap(({ rulesets = [] }) => rulesets.flatMap(({ route }) => route?.team ?? []));
}

/** The body of a ruleset with the id of its integration. @throws CliFailure when no integration has these names */
export function withRouteId(body: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  const [action] = (body['actions'] ?? []) as readonly JsonObject[];
  if (action?.['integration'] === undefined) return body;
  const route = action['integration'] as unknown as RouteEntry;
  const key = keyOfRoute(route);
  const id = key === null ? route.integration : ids.get(key);
  if (id === undefined) throw new CliFailure(`There is no integration ${nameOf(route)}.`);
  return { ...body, actions: [{ ...action, integration: id }] };
}

/** What is wrong with the route of a step before anything is done; null when its integration will be there. */
export function routeProblem({ entry }: Step, plan: Plan, ids: ReadonlyMap<string, string>): string | null {
  const route = (entry['route'] ?? null) as unknown as RouteEntry | null;
  const key = route === null ? null : keyOfRoute(route);
  if (route === null || key === null) return null;
  const steps = plan.steps.filter(({ kind, at }) => placeKey(kind, at) === key);
  const isThere = ids.has(key) ? steps.every(({ action }) => action !== 'delete') : steps.length > 0;
  return isThere ? null : `there is no integration ${nameOf(route)}`;
}

function nameOf({ team, service, integration }: RouteEntry): string {
  return [team, service, integration].filter((name) => name !== undefined).join(' / ');
}
