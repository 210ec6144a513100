import type { JsonObject } from '../../contracts/json';
import type { RuleAction, StoredRule } from '../../contracts/schemas/alert-rule';
import { writeRuleJson } from '../conditions/write-rule-json';
import { deriveUuid } from '../derive-uuid';
import { referenceOf } from '../rules/parse-action';

/**
 * An alert rule as the wire shows it (contract §1.6), and its conditions in readable form beside. `conditions`, the old
 * encoding, is always empty: clients that know it decode a list of texts.
 */
export function viewRule(stored: StoredRule): JsonObject {
  const { rule, unique_id } = stored;
  return {
    unique_id,
    description: rule.description,
    rule_type: rule.rule_type,
    stop: rule.stop,
    position: rule.position,
    is_enabled: rule.is_enabled,
    conditions: [],
    actions: rule.actions.map((action, index) => viewAction(action, actionId(stored, index))),
    rule_json: stored.rule_json ?? writeRuleJson(rule.condition),
    conditions_tree: rule.condition,
  };
}

function actionId({ unique_id, action_ids = [] }: StoredRule, index: number): string {
  return action_ids[index] ?? deriveUuid('action', unique_id, String(index));
}

/** The operand is shown in `value` and, where it refers to something, in the reference named for it too. */
function viewAction({ action_type, key, value }: RuleAction, unique_id: string): JsonObject {
  const reference = referenceOf(action_type);
  return {
    unique_id,
    action_type,
    key,
    value,
    value_reference_name: null,
    escalation_policy: null,
    escalation_policy_name: null,
    assign_to: null,
    assign_to_name: null,
    schedule: null,
    sla: null,
    team_priority: null,
    task_template: null,
    ...(reference === null ? {} : { [reference]: value }),
  };
}
