import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../contracts/json';
import type { Condition } from '../../contracts/schemas/condition';
import type { ConditionScope } from './fields';
import { parseCondition, type ConditionResult } from './parse-condition';
import { readRuleJson } from './read-rule-json';
import { writeRuleJson } from './write-rule-json';

/** A condition as a rule keeps it: in its one form, and as the text it came in if it did. */
export interface KeptCondition {
  readonly condition: Condition;
  readonly rule_json?: string;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Reads the conditions of a rule's body: `conditions_tree` (readable), else the `rule_json` text (own-routes,
 * "Conditions"). Null when the body says nothing under either key.
 * @param at gives the path of a key of the body, for errors
 */
export function readEncodings(
  { conditions_tree: tree, rule_json: text }: Body,
  at: (key: string) => string,
  scope: ConditionScope,
): ConditionResult | null {
  // Ignored, it would leave a rule without the condition that somebody meant to write.
  if (typeof text === 'number' || typeof text === 'boolean') {
    return { ok: false, errors: [{ path: at('rule_json'), message: 'the text of a condition tree is expected' }] };
  }
  if (tree !== undefined && tree !== null) return parseCondition(tree, at('conditions_tree'), scope);
  if (typeof text === 'string' && text.trim() !== '') return readRuleJson(text, at('rule_json'), scope);
  // Some clients send the tree itself instead of its text.
  if (typeof text === 'object' && text !== null) return readRuleJson(JSON.stringify(text), at('rule_json'), scope);
  return null;
}

/**
 * The text of a body's `rule_json` if it says what is kept, to be read back as it was written: query builders lose their
 * ids and layout otherwise.
 */
export function textToKeep(
  { rule_json: text }: Body,
  condition: Condition,
  scope: ConditionScope,
): Pick<KeptCondition, 'rule_json'> {
  if (typeof text !== 'string' || text.trim() === '') return {};
  const says = readRuleJson(text, '', scope);
  return says.ok && isDeepStrictEqual(says.condition, condition) ? { rule_json: text } : {};
}

/**
 * Both encodings are shown, and clients send back what they read with one of them changed: the other, unchanged one must
 * not win over it.
 */
export function withoutUnchangedTree(body: JsonObject, { condition, rule_json }: KeptCondition): JsonObject {
  const { conditions_tree: tree, ...rest } = body;
  const text = body['rule_json'];
  const isChanged = typeof text === 'string' && text.trim() !== '' && text !== (rule_json ?? writeRuleJson(condition));
  return isChanged && isDeepStrictEqual(tree, condition) ? rest : body;
}
