import type { JsonObject } from '../../contracts/json';
import type { OutgoingRule } from '../../contracts/outgoing-rule';
import { writeRuleJson } from '../conditions/write-rule-json';

/** An outgoing rule as the wire shows it (contract §1.7), and its conditions in readable form beside. */
export function viewOutgoingRule({ id, is_enabled, condition, rule_json }: OutgoingRule): JsonObject {
  return { unique_id: id, is_enabled, rule_json: rule_json ?? writeRuleJson(condition), conditions_tree: condition };
}
