import type { FieldError, JsonObject } from '../../contracts/json';
import { readOutgoingRule } from '../../domain/outgoing-rules/read-outgoing-rule';
import { viewOutgoingRule } from '../../domain/views/outgoing-rule-view';
import { collectionOf } from './collection';
import { isOutgoing } from './configuration';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import type { Caller } from './request';

const TELLS_NOBODY: FieldError = {
  path: '',
  message: 'The integration takes alerts and tells nobody, so that an outgoing rule would never be tried.',
};

async function integrationOf(deps: Pick<ApiDeps, 'directory'>, caller: Caller, path: IntegrationPath) {
  const found = await findIntegration(deps, caller, path);
  return found === null ? null : { kind: 'integration' as const, resource: found.integration };
}

/**
 * The outgoing rules of an integration (contract §1.7). A change counts for incidents that open from then on, within a few
 * seconds; what was decided about those that are open stays decided.
 */
export const OUTGOING_RULES = collectionOf({
  kind: 'outgoing_rule',
  param: 'outgoing_rule',
  parent: integrationOf,
  fresh: ({ resource: { account, team, id: integration } }, made) => ({
    ...made,
    account,
    team,
    integration,
    is_enabled: true,
    condition: { all: [] },
  }),
  change: (before, body: JsonObject) => {
    const read = readOutgoingRule(body, before);
    if (!read.ok) return read;
    const { account, team, integration, id, created_at } = before;
    // Not the text of conditions that were replaced.
    return { ok: true, resource: { account, team, integration, id, created_at, ...read.content } };
  },
  check: (_deps, _rule, { resource }) => Promise.resolve(isOutgoing(resource) ? [] : [TELLS_NOBODY]),
  view: viewOutgoingRule,
});
