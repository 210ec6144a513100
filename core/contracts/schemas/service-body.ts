import { ID_SCHEMA, NAME_SCHEMA, REFERENCE_SCHEMA, TEXT_SCHEMA } from './common-schemas';

/** A year in seconds: nobody waits longer for an incident to resolve itself. */
const YEAR_SECONDS = 31_536_000;

const PROPERTIES = {
  name: NAME_SCHEMA,
  summary: TEXT_SCHEMA,
  description: TEXT_SCHEMA,
  escalation_policy: ID_SCHEMA,
  team_priority: REFERENCE_SCHEMA,
  task_template: REFERENCE_SCHEMA,
  sla: REFERENCE_SCHEMA,
  auto_resolve_timeout: { type: 'integer', minimum: 0, maximum: YEAR_SECONDS },
  acknowledgement_timeout: { type: 'integer', minimum: 0, maximum: YEAR_SECONDS },
  acknowledgement_timeout_enabled: { type: 'boolean' },
  collation: { type: 'integer', enum: [0, 1, 3] },
  collation_time: { type: 'integer', minimum: 0, maximum: 1_440 },
} as const;

/** Body of POST services (contract §1.3). What must hold between fields is checked by `core/domain/service-rules`. */
export const SERVICE_BODY = {
  type: 'object',
  required: ['name', 'escalation_policy'],
  properties: PROPERTIES,
} as const;

/** Body of PUT and PATCH of one: what is missing stays as it is. */
export const SERVICE_CHANGE_BODY = { type: 'object', properties: PROPERTIES } as const;
