import { isDeepStrictEqual } from 'node:util';
import type { Schema } from '../../contracts/openapi/documented-bodies';

/** A part of the document with references in the place of what has a name, and what they refer to. */
export interface Hoisted {
  readonly value: Schema;
  readonly components: Readonly<Record<string, Schema>>;
}

/**
 * Takes schemas with a `title` out of a part of the document, so that it has each of them once and generated clients give
 * it that name.
 * @throws Error when two different schemas have one name.
 */
export function hoistNamed(value: Schema): Hoisted {
  const components = new Map<string, Schema>();
  const hoisted = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, hoist(child, components)]));
  return { value: hoisted, components: Object.fromEntries([...components].toSorted(byName)) };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function hoist(value: unknown, components: Map<string, Schema>): unknown {
  if (Array.isArray(value)) return value.map((item) => hoist(item, components));
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, hoist(child, components)]));
  const { title } = schema;
  // A property that is called title is a schema itself, no text.
  if (typeof title !== 'string') return schema;
  const known = components.get(title);
  if (known !== undefined && !isDeepStrictEqual(known, schema)) throw new Error(`Two schemas are named ${title}.`);
  components.set(title, schema);
  return { $ref: `#/components/schemas/${title}` };
}
