import { ID_SCHEMA, NAME_SCHEMA } from './common-schemas';

/** Body of POST of a user's contacts (contract §1.1). */
export const CONTACT_BODY = {
  type: 'object',
  required: ['name', 'contact_type', 'value'],
  properties: {
    name: NAME_SCHEMA,
    contact_type: { type: 'integer', minimum: 1, maximum: 6 },
    value: { type: 'string', pattern: '\\S', maxLength: 500 },
  },
} as const;

/** Longest delay in minutes: a week. */
const LONGEST_DELAY = 10_080;

/** Body of POST of a user's notification rules. */
export const NOTIFICATION_RULE_BODY = {
  type: 'object',
  required: ['contact'],
  properties: {
    contact: ID_SCHEMA,
    start_delay: { type: 'integer', minimum: 0, maximum: LONGEST_DELAY },
    urgency: { type: 'integer', enum: [0, 1] },
  },
} as const;

/** Body of POST of a user's forwarding rules. Times are read by the use-case. */
export const FORWARDING_RULE_BODY = {
  type: 'object',
  required: ['from_date', 'to_date', 'to_user'],
  properties: {
    from_date: { type: 'string', maxLength: 64 },
    to_date: { type: 'string', maxLength: 64 },
    time_zone: { type: 'string', minLength: 1, maxLength: 64 },
    to_user: ID_SCHEMA,
  },
} as const;
