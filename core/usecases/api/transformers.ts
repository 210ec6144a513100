import type { FieldError, JsonObject } from '../../contracts/json';
import type { IntegrationRule } from '../../contracts/resource-types';
import type { StoredRule } from '../../contracts/schemas/alert-rule';
import { isUuid } from '../../domain/is-uuid';
import { readRuleBody, readRulePatch, type RuleBodyResult, type RuleContent } from '../../domain/rules/read-rule-body';
import { viewRule } from '../../domain/views/rule-view';
import { isOutgoing } from './configuration';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { newUuid } from './new-uuid';
import { DELETED, NOT_FOUND, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'randomBytes' | 'resources'>;
type RulePath = IntegrationPath & { readonly rule: string };

const TAKES_NO_ALERTS: FieldError = {
  path: '',
  message: 'The integration takes no alerts, so that a rule would never be tried.',
};

/** Each rule is tried on each alert and has a step in its explanation, which is stored with the alert. */
const MAX_RULES = 200;
const TOO_MANY: FieldError = { path: '', message: `An integration has at most ${MAX_RULES} alert rules.` };

/** The alert rules of an integration, in the order in which they are tried (contract §1.6). */
export async function listTransformers(deps: Reader, { caller, params }: ApiRequest<IntegrationPath>): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const rules = await deps.directory.rules(found.integration.id);
  return ok(rules.toSorted(inOrder).map(viewRule));
}

/** Makes an alert rule. */
export async function createTransformer(
  deps: Writer & Pick<ApiDeps, 'clock'>,
  { caller, params, body }: ApiRequest<IntegrationPath, JsonObject>,
): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  if (isOutgoing(found.integration)) return invalid(TAKES_NO_ALERTS);
  const read = readRuleBody(body, null);
  if (!read.ok) return invalid(...read.errors);
  const { account, team, id: integration } = found.integration;
  // Two at once may pass it together: the limit keeps explanations small, and one rule more harms nobody.
  if ((await deps.directory.rules(integration)).length >= MAX_RULES) return invalid(TOO_MANY);
  const rule = withIds(deps, read, { account, team, integration, unique_id: newUuid(deps), created_at: deps.clock() });
  await deps.resources.create('rule', rule);
  return created(viewRule(rule));
}

/** An alert rule of the integration. */
export async function getTransformer(deps: Reader, { caller, params }: ApiRequest<RulePath>): Promise<Reply> {
  const rule = await findRule(deps, caller, params);
  return rule === null ? NOT_FOUND : ok(viewRule(rule));
}

/** Puts a rule in the place of the one that is there: what the body leaves out has its default again. */
export function putTransformer(deps: Writer, request: ApiRequest<RulePath, JsonObject>): Promise<Reply> {
  return changeRule(deps, request, readRuleBody);
}

/** Changes what the body names. */
export function patchTransformer(deps: Writer, request: ApiRequest<RulePath, JsonObject>): Promise<Reply> {
  return changeRule(deps, request, readRulePatch);
}

/** Deletes an alert rule; alerts accepted from then on meet it for a few more seconds at most. */
export async function deleteTransformer(
  deps: Pick<ApiDeps, 'directory' | 'resources'>,
  { caller, params }: ApiRequest<RulePath>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const rule = await findRule(deps, caller, params);
    if (rule === null) return NOT_FOUND;
    return (await deps.resources.remove('rule', rule)) === 'saved' ? DELETED : 'conflict';
  });
}

async function changeRule(
  deps: Writer,
  { caller, params, body }: ApiRequest<RulePath, JsonObject>,
  readBody: (body: JsonObject, stored: StoredRule) => RuleBodyResult,
): Promise<Reply> {
  return retryConflicts(async () => {
    const stored = await findRule(deps, caller, params);
    if (stored === null) return NOT_FOUND;
    const read = readBody(body, stored);
    if (!read.ok) return invalid(...read.errors);
    const rule = withIds(deps, read, stored);
    return (await deps.resources.replace('rule', stored, rule)) === 'saved' ? ok(viewRule(rule)) : 'conflict';
  });
}

async function findRule(deps: Reader, caller: Caller, path: RulePath): Promise<IntegrationRule | null> {
  const found = isUuid(path.rule) ? await findIntegration(deps, caller, path) : null;
  return found === null ? null : deps.directory.resource('rule', found.integration.id, path.rule);
}

function withIds(
  deps: Pick<ApiDeps, 'randomBytes'>,
  { rule, rule_json }: RuleContent,
  { account, team, integration, unique_id, created_at }: Omit<IntegrationRule, 'rule'>,
): IntegrationRule {
  const action_ids = rule.actions.map(() => newUuid(deps));
  return {
    account,
    team,
    integration,
    unique_id,
    created_at,
    rule,
    action_ids,
    ...(rule_json === undefined ? {} : { rule_json }),
  };
}

function inOrder(a: StoredRule, b: StoredRule): number {
  return a.rule.position - b.rule.position || a.created_at - b.created_at || (a.unique_id < b.unique_id ? -1 : 1);
}
