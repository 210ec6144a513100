import type { FieldError, JsonObject } from '../../contracts/json';
import type { OutgoingRule } from '../../contracts/outgoing-rule';
import { readEncodings, textToKeep, withoutUnchangedTree } from '../conditions/read-encodings';

/** What a body makes of an outgoing rule. */
export type OutgoingRuleContent = Pick<OutgoingRule, 'is_enabled' | 'condition' | 'rule_json'>;

export type OutgoingRuleResult =
  | { readonly ok: true; readonly content: OutgoingRuleContent }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Reads the body of POST, PUT or PATCH of an outgoing rule: what it leaves out stays as it is in `base`. Unknown keys are
 * ignored, because clients send back what they read.
 * @param base the rule that is changed; of one that is made: the defaults
 */
export function readOutgoingRule(body: JsonObject, base: OutgoingRule): OutgoingRuleResult {
  const meant = withoutUnchangedTree(body, base);
  const read = readEncodings(meant, (key) => key, 'outgoing_rule');
  const enabled = meant['is_enabled'] ?? base.is_enabled;
  const errors: readonly FieldError[] = [
    ...(typeof enabled === 'boolean' ? [] : [{ path: 'is_enabled', message: 'true or false is expected' }]),
    ...(read?.ok === false ? read.errors : []),
  ];
  if (errors.length > 0 || read?.ok === false) return { ok: false, errors };
  const kept = read === null ? keptOf(base) : { condition: read.condition };
  const text = read === null ? {} : textToKeep(body, read.condition, 'outgoing_rule');
  return { ok: true, content: { is_enabled: enabled === true, ...kept, ...text } };
}

function keptOf({ condition, rule_json }: OutgoingRule): Pick<OutgoingRule, 'condition' | 'rule_json'> {
  return { condition, ...(rule_json === undefined ? {} : { rule_json }) };
}
