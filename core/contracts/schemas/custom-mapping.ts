import type { FromSchema } from 'json-schema-to-ts';
import { ALERT_TYPES } from '../alert';
import { CONDITION_SCHEMA_ID, type Condition } from './condition';

const template = { type: 'string', maxLength: 10_000 } as const;

/** How a block finds the alert type: a word (or an expression that gives one), or a key with a table of its values. */
const alertTypeSchema = {
  anyOf: [
    { type: 'string', minLength: 1, maxLength: 10_000 },
    {
      type: 'object',
      properties: {
        key: { type: 'string', minLength: 1, maxLength: 1000 },
        values: { type: 'object', maxProperties: 1000, additionalProperties: { type: 'string', enum: ALERT_TYPES } },
        default: { type: 'string', enum: ALERT_TYPES },
      },
      required: ['key', 'values'],
      additionalProperties: false,
    },
  ],
} as const;

/** What a block sets: any field of the generic body, as a text with `{{…}}` expressions. */
const mappingSetSchema = {
  type: 'object',
  minProperties: 1,
  properties: {
    message: { ...template, minLength: 1 },
    summary: template,
    entity_id: template,
    alert_type: alertTypeSchema,
    suppressed: { anyOf: [{ type: 'boolean' }, template] },
    urls: {
      anyOf: [
        template,
        {
          type: 'array',
          maxItems: 100,
          items: {
            type: 'object',
            properties: { link_url: { ...template, minLength: 1 }, link_text: template },
            required: ['link_url'],
            additionalProperties: false,
          },
        },
      ],
    },
    sla: template,
    escalation_policy: template,
    priority: template,
    tags: { anyOf: [template, { type: 'array', maxItems: 100, items: template }] },
  },
  additionalProperties: false,
} as const;

/** A block without `when` is direct mapping, one with it is conditional mapping. */
const mappingBlockSchema = {
  type: 'object',
  properties: { when: { $ref: CONDITION_SCHEMA_ID }, set: mappingSetSchema },
  required: ['set'],
  additionalProperties: false,
} as const;

/** `custom_mapping` of an incoming integration's configuration (own-routes, "Configuration of an integration"). */
export const customMappingSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:tocsin:custom-mapping',
  title: 'CustomMapping',
  type: 'object',
  properties: {
    enabled: { type: 'boolean' },
    for_each: { type: 'string', minLength: 1, maxLength: 1000 },
    /** Paths of texts that hold JSON, such as the message in an SNS notification: read before anything else. */
    parse_json: { type: 'array', maxItems: 5, items: { type: 'string', minLength: 1, maxLength: 1000 } },
    blocks: { type: 'array', minItems: 1, maxItems: 100, items: mappingBlockSchema },
  },
  required: ['enabled', 'blocks'],
  additionalProperties: false,
} as const;

export type MappingSet = FromSchema<typeof mappingSetSchema>;
export interface MappingBlock {
  readonly when?: Condition;
  readonly set: MappingSet;
}
export interface CustomMapping {
  readonly enabled: boolean;
  readonly for_each?: string;
  readonly parse_json?: readonly string[];
  readonly blocks: readonly MappingBlock[];
}
