import type { FromSchema } from 'json-schema-to-ts';

/** The operators of conditions (own-routes, "Conditions"). */
export const CONDITION_OPS = [
  'equals',
  'not_equals',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'matches',
  'not_matches',
  'is_empty',
  'is_not_empty',
  'lte',
  'gte',
  'between',
  'exists',
  'not_exists',
] as const;
export type ConditionOp = (typeof CONDITION_OPS)[number];

/** One comparison of one field. `timezone` (IANA) has a meaning for time, date and day_of_week. */
const conditionLeafSchema = {
  type: 'object',
  properties: {
    field: { type: 'string', minLength: 1, maxLength: 1000 },
    op: { type: 'string', enum: CONDITION_OPS },
    value: {
      anyOf: [
        { type: 'string', maxLength: 10_000 },
        { type: 'number' },
        { type: 'boolean' },
        {
          type: 'array',
          maxItems: 1000,
          items: { anyOf: [{ type: 'string', maxLength: 10_000 }, { type: 'number' }, { type: 'boolean' }] },
        },
      ],
    },
    timezone: { type: 'string', maxLength: 64 },
  },
  required: ['field', 'op'],
  additionalProperties: false,
} as const;

/** Id of {@link conditionSchema}, for references from other schemas. */
export const CONDITION_SCHEMA_ID = 'urn:tocsin:condition';

/** A condition tree in its readable form: `all`, `any`, `not`, and comparisons as leaves. */
export const conditionSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: CONDITION_SCHEMA_ID,
  title: 'Condition',
  anyOf: [
    {
      type: 'object',
      properties: { all: { type: 'array', maxItems: 500, items: { $ref: '#' } } },
      required: ['all'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { any: { type: 'array', minItems: 1, maxItems: 500, items: { $ref: '#' } } },
      required: ['any'],
      additionalProperties: false,
    },
    { type: 'object', properties: { not: { $ref: '#' } }, required: ['not'], additionalProperties: false },
    conditionLeafSchema,
  ],
} as const;

export type ConditionLeaf = FromSchema<typeof conditionLeafSchema>;
/** The tree is recursive, which types made from schemas can't be: only its knots are written here. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | ConditionLeaf;
