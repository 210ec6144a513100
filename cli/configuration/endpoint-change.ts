import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../core/contracts/json';

/** Under which auth's key a secret is. */
export const SECRET_KEYS = ['password', 'signing_key'] as const;

interface Settling {
  /** Puts the environment into a text, where it is known. */
  readonly settle: (value: Json) => Json;
  /** Write secrets again though some are there. */
  readonly updateSecrets: boolean;
}

/**
 * What has to be put so that an endpoint is as wanted. Keys that are left out stay as they are; so do secrets that are
 * there, because nobody can read them to compare.
 * @param current as the API shows it: `{ "set": true }` for secrets; null before the first PUT
 * @returns the keys that differ, and the whole configuration for PUT; null when nothing differs
 */
export function endpointChange(
  wanted: JsonObject,
  current: JsonObject | null,
  { settle, updateSecrets }: Settling,
): { readonly fields: readonly string[]; readonly body: JsonObject } | null {
  if (current === null) return { fields: Object.keys(wanted), body: wanted };
  const auth = keepSecrets(asObject(wanted['auth']), asObject(current['auth']), updateSecrets);
  const meant: JsonObject = { ...wanted, ...(wanted['auth'] === undefined ? {} : { auth }) };
  const fields = Object.keys(meant).filter(
    (key) =>
      !isDeepStrictEqual(canonical(key, settle(meant[key] ?? null)), canonical(key, settle(current[key] ?? null))),
  );
  if (fields.length === 0) return null;
  const kept = { ...current, standard_webhooks: canonical('standard_webhooks', current['standard_webhooks'] ?? null) };
  return { fields, body: { ...kept, ...meant } };
}

/** Secrets of the same kind of auth that are set are named as set: then they stay. */
function keepSecrets(wanted: JsonObject, current: JsonObject, updateSecrets: boolean): JsonObject {
  if (updateSecrets || wanted['type'] !== current['type']) return wanted;
  const kept = SECRET_KEYS.filter((key) => Object.hasOwn(wanted, key) && asObject(current[key])['set'] === true);
  return { ...wanted, ...Object.fromEntries(kept.map((key) => [key, { set: true }])) };
}

/** A key's value in the form in which the API keeps it. */
function canonical(key: string, value: Json): Json {
  switch (key) {
    case 'url':
      return typeof value === 'string' && URL.canParse(value) ? new URL(value).href : value;
    case 'events':
      return Array.isArray(value) ? [...new Set(value as readonly string[])].toSorted() : value;
    case 'standard_webhooks':
      return { enabled: asObject(value)['enabled'] ?? true };
    default:
      return value;
  }
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
