import type { JsonObject } from '../../contracts/json';
import type { ApiToken } from '../../contracts/resources';
import { toWireDate } from './wire-date';

/** An API token as the wire shows it (own-routes, "API tokens"): never its text, which nobody knows any more. */
export function viewToken(token: ApiToken): JsonObject {
  return {
    unique_id: token.id,
    name: token.name,
    scope: token.scope,
    teams: token.teams ?? null,
    user: token.username,
    creation_date: toWireDate(token.created_at),
  };
}
