import type { FieldError, JsonObject } from '../../contracts/json';
import type { StoredRule } from '../../contracts/schemas/alert-rule';
import { textToKeep, withoutUnchangedTree } from '../conditions/read-encodings';
import { parseAlertRule } from './parse-rule';

/** What a body makes of a rule, but for its ids. */
export type RuleContent = Pick<StoredRule, 'rule' | 'rule_json'>;

export type RuleBodyResult =
  ({ readonly ok: true } & RuleContent) | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The keys that conditions may come under; a body that has one of them says what the conditions are. */
const CONDITION_KEYS = ['conditions_tree', 'rule_json', 'conditions'] as const;

/**
 * Reads the body of POST and PUT of an alert rule: what it leaves out has its default (contract §1.6).
 * @param stored the rule that a PUT replaces
 */
export function readRuleBody(body: JsonObject, stored: StoredRule | null): RuleBodyResult {
  const meant = stored === null ? body : withoutUnchangedTree(body, { ...stored, condition: stored.rule.condition });
  const parsed = parseAlertRule(meant);
  if (!parsed.ok) return parsed;
  return { ok: true, rule: parsed.rule, ...textToKeep(body, parsed.rule.condition, 'alert_rule') };
}

/** Reads the body of PATCH: what it leaves out stays as it is. Actions, when there are any, are replaced as a whole. */
export function readRulePatch(body: JsonObject, stored: StoredRule): RuleBodyResult {
  const { condition, actions, ...rest } = stored.rule;
  const changesCondition = CONDITION_KEYS.some((key) => Object.hasOwn(body, key));
  const kept = changesCondition ? {} : { conditions_tree: condition, rule_json: stored.rule_json ?? null };
  // Both sides are JSON: what is stored once came from such a body.
  const merged = { ...rest, actions, ...kept, ...body } as unknown as JsonObject;
  return readRuleBody(merged, stored);
}
