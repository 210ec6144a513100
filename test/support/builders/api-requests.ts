import { API_ROUTES } from '../../../core/contracts/api-routes';
import type { ApiRoute, ApiRouteName } from '../../../core/contracts/api-routes';
import { BODIES, OBJECTS } from './api-bodies';
import { PARAMETERS, WITHOUT_POLICY } from './full-api-things';
import { anOutgoingIntegration } from './outgoing';

/** Every method of every route that wants a token. */
export const requests = Object.entries<ApiRoute>(API_ROUTES)
  .filter(([, route]) => route.access !== 'open')
  .flatMap(([name, route]) => route.methods.map((method) => ({ name: name as ApiRouteName, method, route })));

/** Routes whose body, and not their path, names something of the account's, or of a team's: how strangers are refused. */
export const NAMED_IN_BODY: Readonly<Partial<Record<ApiRouteName, number>>> = {
  regenerateIntegrationKey: 404,
  deleteUser: 404,
  inviteUsers: 400,
  createToken: 400,
  createIncident: 400,
};

/** The path of a route, with the ids of what is there in the full world. */
export function targetOf({ path, methods }: ApiRoute): string {
  const ofOutgoing = path.includes('/outgoingrules/') ? { integration: anOutgoingIntegration().id } : {};
  // A service has one policy at most: making one wants another service.
  const withoutPolicy =
    path.endsWith('/alert-grouping-policies/') && methods.includes('POST') ? { service: WITHOUT_POLICY } : {};
  const parameters: Readonly<Record<string, string>> = { ...PARAMETERS, ...ofOutgoing, ...withoutPolicy };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? name);
}

/** A body that the route takes, if it wants one. */
export function optionsOf(name: ApiRouteName): { readonly body?: Readonly<Record<string, unknown>> } {
  const { body }: ApiRoute = API_ROUTES[name];
  return body === undefined ? {} : { body: OBJECTS[name] ?? BODIES[body] };
}
