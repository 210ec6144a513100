import type { Json, JsonObject } from '../../core/contracts/json';
import { toWireAction } from './action-names';
import { canonicalCondition } from './canonical-condition';
import { asJson } from './configuration';
import type { AlertRuleEntry, OutgoingRuleEntry, PolicyRuleEntry, RulesetEntry } from './configuration';

/** Entries in the one form in which they are compared: defaults filled in, conditions in their one spelling. */

/** Holds for everything. */
const ALWAYS: JsonObject = { all: [] };

export function canonicalAlertRule({ description, is_enabled, stop, conditions, actions }: AlertRuleEntry): JsonObject {
  return {
    description: description ?? '',
    is_enabled: is_enabled ?? true,
    stop: stop ?? false,
    conditions: canonicalCondition(conditions ?? ALWAYS),
    actions: actions.map((action) => ({ ...toWireAction(action) })),
  };
}

export function canonicalOutgoingRule({ is_enabled, conditions }: OutgoingRuleEntry): JsonObject {
  return { is_enabled: is_enabled ?? true, conditions: canonicalCondition(conditions ?? ALWAYS) };
}

export function canonicalRuleset({ name, conditions, route }: RulesetEntry): JsonObject {
  return {
    name,
    conditions: canonicalCondition(conditions ?? ALWAYS),
    route: route === undefined || route === null ? null : asJson(route),
  };
}

/** Fields that are compared; a list that is left out is empty. */
export function canonicalMatchFields(fields: JsonObject): Json {
  return { static_fields: fields['static_fields'] ?? [], custom_fields: fields['custom_fields'] ?? [] };
}

export function canonicalPolicyRules(rules: readonly PolicyRuleEntry[]): Json {
  return rules.map(({ delay = 0, targets }) => ({ delay, targets: targets.map((target) => ({ ...target })) }));
}

/** `enabled` is true unless said, and braces around paths are taken off, as the API does. */
export function canonicalMapping(mapping: JsonObject | null): Json {
  if (mapping === null) return null;
  const { for_each: each, parse_json: texts, blocks, enabled = true, ...others } = mapping;
  return {
    ...others,
    enabled,
    ...(typeof each === 'string' && each !== '' ? { for_each: barePath(each) } : {}),
    ...(Array.isArray(texts) && texts.length > 0 ? { parse_json: (texts as readonly Json[]).map(barePath) } : {}),
    ...(blocks === undefined
      ? {}
      : { blocks: Array.isArray(blocks) ? (blocks as readonly Json[]).map(block) : blocks }),
  };
}

function barePath(path: Json): Json {
  return typeof path === 'string' ? (/^\s*\{\{(.*)\}\}\s*$/s.exec(path)?.[1] ?? path).trim() : path;
}

function block(given: Json): Json {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const { when, ...others } = given as JsonObject;
  return { ...others, ...(when === undefined || when === null ? {} : { when: canonicalCondition(when) }) };
}
