import { checkSent } from './checks';
import { DOCUMENT, type DocumentedSchema } from './document';

/** A body that its documented schema does not allow, and where. */
export interface Mutation {
  /** As refusals name it: `layers[0].users`. */
  readonly path: string;
  /** Where it may be told just as well: an object that is of none of its forms any more, or a list of values. */
  readonly orAt: string | null;
  readonly what: 'missing' | 'wrong';
  /** What stands there instead; undefined when nothing does. */
  readonly value: unknown;
  readonly body: unknown;
}

/** One of each type that JSON has, unlike anything that a field could want. */
const VALUES: readonly unknown[] = [null, true, 7.5, 'no such thing', [7.5], { unlike: 'anything' }];

/** Somewhere in a body: how it is named, what it is, and what the whole body becomes with another value there. */
interface Place {
  readonly path: string;
  readonly schema: DocumentedSchema;
  readonly value: unknown;
  readonly replace: (value: unknown) => unknown;
}

/**
 * Every way in which one field of a good body can go missing or be of another type, by the body's documented schema: the
 * fields that the body has, down to the last, and those beside them that it could have.
 */
export function mutationsOf(schema: DocumentedSchema, body: unknown): readonly Mutation[] {
  return below({ path: '', schema, value: body, replace: (value) => value });
}

/** Objects and lists of a schema that a good body leaves out, so that nobody tries what is in them. */
export function leftOut(schema: DocumentedSchema, body: unknown): readonly string[] {
  const inside = insideOf({ path: '', schema, value: body, replace: (value) => value });
  return inside.flatMap(({ path, schema: of, value }) => {
    if (value !== undefined) return leftOut(of, value).map((rest) => joined(path, rest));
    return variantsOf(of).some((variant) => 'properties' in variant || 'items' in variant) ? [path] : [];
  });
}

function joined(path: string, rest: string): string {
  return rest.startsWith('[') ? `${path}${rest}` : `${path}.${rest}`;
}

function below(place: Place): readonly Mutation[] {
  const orAt = variantsOf(place.schema).filter(({ type }) => type === 'object').length > 1 ? place.path : null;
  return insideOf(place).flatMap((inner) => [
    ...(isRequired(place, inner) ? [{ ...mutation(inner, 'missing', undefined), orAt }] : []),
    ...VALUES.filter((value) => checkSent(inner.schema)(value).length > 0).map((value) => ({
      ...mutation(inner, 'wrong', value),
      orAt: Array.isArray(place.value) && typeof inner.value !== 'object' ? place.path : null,
    })),
    ...(inner.value === undefined ? [] : below(inner)),
  ]);
}

function mutation({ path, replace }: Place, what: Mutation['what'], value: unknown): Mutation {
  return { path, orAt: null, what, value, body: replace(value) };
}

function isRequired({ schema, value }: Place, { path }: Place): boolean {
  const required = shapeOf(schema, value)['required'] as readonly string[] | undefined;
  return required?.includes(path.split('.').at(-1) ?? '') === true;
}

/** The properties of an object, or the elements of a list. */
function insideOf({ path, schema, value, replace }: Place): readonly Place[] {
  const shape = shapeOf(schema, value);
  if (Array.isArray(value)) {
    const items = shape['items'] as DocumentedSchema | undefined;
    if (items === undefined) return [];
    return (value as readonly unknown[]).map((item, index) => ({
      path: `${path}[${index}]`,
      schema: items,
      value: item,
      replace: (other) => replace(value.with(index, other)),
    }));
  }
  if (typeof value !== 'object' || value === null) return [];
  const properties = (shape['properties'] ?? {}) as Readonly<Record<string, DocumentedSchema>>;
  return Object.entries(properties).map(([key, of]) => ({
    path: path === '' ? key : `${path}.${key}`,
    schema: of,
    value: (value as Readonly<Record<string, unknown>>)[key],
    // Undefined leaves the key out of the JSON.
    replace: (other) => replace({ ...value, [key]: other }),
  }));
}

/** The variant of a schema that a value is of. */
function shapeOf(schema: DocumentedSchema, value: unknown): DocumentedSchema {
  const variants = variantsOf(schema);
  return variants.find((variant) => checkSent(variant)(value).length === 0) ?? variants[0] ?? {};
}

/** A schema's alternatives, without references. */
function variantsOf(schema: DocumentedSchema): readonly DocumentedSchema[] {
  const { $ref: reference, anyOf } = schema;
  if (typeof reference === 'string') {
    const name = reference.replace('#/components/schemas/', '');
    return variantsOf(DOCUMENT.components.schemas[name] ?? {});
  }
  return Array.isArray(anyOf) ? (anyOf as readonly DocumentedSchema[]).flatMap(variantsOf) : [schema];
}
