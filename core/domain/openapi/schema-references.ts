import { alertRuleSchema } from '../../contracts/schemas/alert-rule';
import { conditionSchema } from '../../contracts/schemas/condition';
import { customMappingSchema } from '../../contracts/schemas/custom-mapping';
import type { Schema } from '../../contracts/openapi/documented-bodies';

/** The schemas that others refer to by their `$id`, under the names they have in the document. */
const SHARED: readonly Schema[] = [conditionSchema, customMappingSchema, alertRuleSchema];

const pathOf = (title: unknown): string => `#/components/schemas/${String(title)}`;

/** The shared schemas as the document's components. */
export function componentSchemas(): Readonly<Record<string, Schema>> {
  return Object.fromEntries(SHARED.map((schema) => [String(schema['title']), toComponent(schema, schema['title'])]));
}

/**
 * The schema with its references by `$id` as references into the document, and without what says nothing there.
 * @param title whose `#` a reference to the schema itself is; none for a schema that is no component.
 */
export function toComponent(schema: unknown, title?: unknown): Schema {
  return rewrite(schema, title) as Schema;
}

function rewrite(value: unknown, title: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, title));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, child]) => !['$id', '$schema'].includes(key) && child !== undefined)
    .map(([key, child]) => [key, key === '$ref' ? resolve(String(child), title) : rewrite(child, title)]);
  return Object.fromEntries(entries);
}

function resolve(reference: string, title: unknown): string {
  if (reference === '#') return pathOf(title);
  const shared = SHARED.find((schema) => schema['$id'] === reference);
  if (shared === undefined) throw new Error(`No shared schema has the id ${reference}.`);
  return pathOf(shared['title']);
}
