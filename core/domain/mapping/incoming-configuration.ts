import type { FieldError, Json, JsonObject } from '../../contracts/json';
import type { CustomMapping } from '../../contracts/schemas/custom-mapping';
import { asObject } from '../json/as-object';
import { parseCustomMapping } from './parse-mapping';

export type IncomingConfigurationResult =
  | { readonly ok: true; readonly mapping: CustomMapping | null }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Reads the configuration of an incoming integration (own-routes, "Configuration of an integration").
 * @param previous the mapping that is there: `{"enabled": false}` alone switches it off and keeps its blocks
 * @param path what errors' paths begin with, e.g. `configuration`; empty for the body itself
 */
export function readIncomingConfiguration(
  body: JsonObject,
  previous: CustomMapping | null,
  path = '',
): IncomingConfigurationResult {
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  // A misspelt key would silently switch the mapping off.
  const unknown = Object.keys(body).filter((key) => key !== 'custom_mapping');
  if (unknown.length > 0)
    return { ok: false, errors: unknown.map((key) => ({ path: at(key), message: 'unknown key' })) };
  const { custom_mapping: mapping = null } = body;
  if (mapping === null) return { ok: true, mapping: null };
  if (isSwitchOff(mapping)) return { ok: true, mapping: previous && { ...previous, enabled: false } };
  return parseCustomMapping(mapping, at('custom_mapping'));
}

function isSwitchOff(mapping: Json): boolean {
  const object = asObject(mapping);
  return object?.['enabled'] === false && Object.keys(object).length === 1;
}

/** The configuration as it is read back. */
export function viewIncomingConfiguration(mapping: CustomMapping | null): JsonObject {
  // What the schema of mappings allows is JSON through and through; its type only lacks the index signature.
  return { custom_mapping: mapping as unknown as JsonObject | null };
}
