import type { Json, JsonObject } from '../../core/contracts/json';

/**
 * The form of a JSON value: its keys in their order and the kind of each value. Texts in a form of their own (dates, ids)
 * are told apart, so that a date in place of an id is a difference.
 */
export function shapeOf(value: Json): Json {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return kindOf(value);
  if (typeof value === 'string') return FORMS.find(([, form]) => form.test(value))?.[0] ?? 'text';
  if (Array.isArray(value)) return (value as readonly Json[]).map(shapeOf);
  return Object.entries(value as JsonObject).map(([key, member]) => [key, shapeOf(member)]);
}

function kindOf(value: number | boolean | null): string {
  return value === null ? 'null' : typeof value;
}

/** Contract §0.5. */
const FORMS = [
  ['date', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ['hex reference', /^[0-9a-f]{32}$/],
  ['username', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]$/],
  ['short id', /^[2-9A-HJ-NP-Za-km-z]{22}$/],
] as const;
