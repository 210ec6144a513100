import type { Json, JsonObject } from '../../contracts/json';
import { asObject } from '../json/as-object';

/** Members of resources that hold secrets, sealed or hashed or in clear: none of them belongs into a log. */
const SECRET = new Set(['integration_key', 'hash', 'password', 'signing_key', 'secrets']);

/** Members whose values are secrets as often as not (an endpoint's headers), while their names tell what they are for. */
const SECRET_VALUES = new Set(['headers']);

const HIDDEN = '(secret)';
const HIDDEN_CHANGED = '(secret, changed)';

/**
 * A resource as the audit log may show it: each secret is a word that says it is there.
 * @param earlier the same resource before: a secret that is another now says that it changed
 */
export function withoutSecrets(resource: JsonObject, earlier: JsonObject | null): JsonObject {
  return Object.fromEntries(
    Object.entries(resource).map(([name, value]) => {
      const was = earlier?.[name];
      if (value !== null && SECRET.has(name)) return [name, hide(value, was)];
      const members = asObject(value);
      if (members !== null && SECRET_VALUES.has(name)) return [name, hideMembers(members, asObject(was))];
      return [name, inside(value, was)];
    }),
  );
}

function inside(value: Json, was: Json | undefined): Json {
  if (Array.isArray(value)) {
    const before: readonly Json[] = Array.isArray(was) ? was : [];
    return (value as readonly Json[]).map((element, index) => inside(element, before[index]));
  }
  const object = asObject(value);
  return object === null ? value : withoutSecrets(object, asObject(was));
}

function hideMembers(members: JsonObject, was: JsonObject | null): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, hide(value, was?.[name])]));
}

function hide(value: Json, was: Json | undefined): string {
  return was === undefined || JSON.stringify(was) === JSON.stringify(value) ? HIDDEN : HIDDEN_CHANGED;
}
