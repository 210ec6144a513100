import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../core/contracts/json';
import { canonicalMatchFields, canonicalPolicyRules } from './canonical-entry';

/** What differs of the keys that are wanted; keys that are left out stay as they are. */
export function changedFields(wanted: JsonObject, current: JsonObject): JsonObject {
  const changed = Object.entries(wanted).filter(
    ([key, value]) => !isDeepStrictEqual(canonical(key, value), canonical(key, current[key])),
  );
  return Object.fromEntries(changed);
}

/** `rules` are those of an escalation policy, `match_fields` those of an alert grouping policy. Missing and null both say "nothing". */
function canonical(key: string, value: Json | undefined): Json {
  if (key === 'rules' && Array.isArray(value)) return canonicalPolicyRules(value);
  if (key === 'match_fields') return canonicalMatchFields((value ?? {}) as JsonObject);
  return value ?? null;
}

/** The object without some keys. */
export function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
