import { API_ROUTES } from '../../core/contracts/api-routes';
import { ApiFailure } from '../http/api-failure';
import { pathOf, type ApiClient } from '../http/api-client';
import type { RouterEntry } from './configuration';
import { rulesetEntry } from './entries-of';
import { inRounds } from './in-rounds';
import type { References } from './references';
import { placeKey } from './step';
import type { WireRouter, WireRuleset } from './wire-types';

/** The global routers of an account, and their ids and those of their rulesets by `placeKey`. */
export interface FoundRouters {
  readonly entries: readonly RouterEntry[];
  readonly ids: readonly (readonly [string, string])[];
}

/**
 * Reads all global routers.
 * @returns null when the token is limited to teams: routers belong to none
 */
export async function readRouters(api: ApiClient, users: References): Promise<FoundRouters | null> {
  const ids: [string, string][] = [];
  const routers = await readList(api);
  if (routers === null) return null;
  const entries = await inRounds(routers, async ({ unique_id, name, description, is_enabled }) => {
    const path = pathOf(API_ROUTES.listRulesets.path, { router: unique_id });
    const rulesets = await api.call<readonly WireRuleset[]>('GET', path);
    ids.push([placeKey('router', [name]), unique_id]);
    rulesets.forEach((ruleset, index) => {
      ids.push([placeKey('ruleset', [name, String(index + 1)]), ruleset.unique_id]);
    });
    return { name, description, is_enabled, rulesets: rulesets.map((ruleset) => rulesetEntry(ruleset, users)) };
  });
  return { entries, ids };
}

async function readList(api: ApiClient): Promise<readonly WireRouter[] | null> {
  try {
    return await api.call<readonly WireRouter[]>('GET', API_ROUTES.listRouters.path);
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 403) return null;
    throw error;
  }
}
