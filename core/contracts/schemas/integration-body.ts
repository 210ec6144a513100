import { ID_SCHEMA, NAME_SCHEMA, SUMMARY_SCHEMA } from './common-schemas';

const PROPERTIES = {
  name: NAME_SCHEMA,
  summary: SUMMARY_SCHEMA,
  application: { type: 'string', minLength: 1, maxLength: 64 },
  is_enabled: { type: 'boolean' },
  create_incidents_for: { type: 'integer', enum: [0, 1, 2, 3] },
  default_urgency: { type: 'integer', enum: [0, 1] },
} as const;

/** Body of POST integrations (contract §1.4). */
export const INTEGRATION_BODY = {
  type: 'object',
  required: ['name', 'summary', 'application'],
  properties: PROPERTIES,
} as const;

/** Body of POST regenerate_integration_key. */
export const REGENERATE_KEY_BODY = {
  type: 'object',
  required: ['integration_unique_id'],
  properties: { integration_unique_id: ID_SCHEMA },
} as const;

/** Body of PUT and PATCH of one: what is missing stays as it is. */
export const INTEGRATION_CHANGE_BODY = { type: 'object', properties: PROPERTIES } as const;
