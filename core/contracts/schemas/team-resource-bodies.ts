import { NAME_SCHEMA, REFERENCE_SCHEMA, TEXT_SCHEMA } from './common-schemas';

/**
 * Bodies of what a team has beside its services (contract §1.10). Of each there are two: POST's, and that of PUT and
 * PATCH, in which nothing is required because what is missing stays as it is.
 */

/** A colour's name or code; which ones there are is up to who shows them. */
const COLOR_SCHEMA = { type: 'string', maxLength: 32 } as const;
/** A year and a bit: longer is a slip, or milliseconds. */
const SECONDS_SCHEMA = { type: ['integer', 'null'], minimum: 0, maximum: 40_000_000 } as const;

const PRIORITY = { name: NAME_SCHEMA, description: TEXT_SCHEMA, color: COLOR_SCHEMA } as const;
export const PRIORITY_BODY = { type: 'object', required: ['name'], properties: PRIORITY } as const;
export const PRIORITY_CHANGE_BODY = { type: 'object', properties: PRIORITY } as const;

const TAG = { name: NAME_SCHEMA, color: COLOR_SCHEMA } as const;
export const TAG_BODY = { type: 'object', required: ['name'], properties: TAG } as const;
export const TAG_CHANGE_BODY = { type: 'object', properties: TAG } as const;

const ROLE = {
  title: NAME_SCHEMA,
  description: TEXT_SCHEMA,
  rank: { type: 'integer', minimum: 1, maximum: 10 },
} as const;
export const ROLE_BODY = { type: 'object', required: ['title'], properties: ROLE } as const;
export const ROLE_CHANGE_BODY = { type: 'object', properties: ROLE } as const;

const TASK_TEMPLATE = {
  name: NAME_SCHEMA,
  summary: TEXT_SCHEMA,
  due_immediately: { type: 'integer', enum: [0, 1] },
} as const;
export const TASK_TEMPLATE_BODY = { type: 'object', required: ['name'], properties: TASK_TEMPLATE } as const;
export const TASK_TEMPLATE_CHANGE_BODY = { type: 'object', properties: TASK_TEMPLATE } as const;

const TASK = {
  title: NAME_SCHEMA,
  description: TEXT_SCHEMA,
  // Clients write -1 for a task that is never due.
  due_in: { ...SECONDS_SCHEMA, minimum: -1 },
  role: REFERENCE_SCHEMA,
  position: { type: 'integer', minimum: 0, maximum: 10_000 },
} as const;
export const TASK_BODY = { type: 'object', required: ['title'], properties: TASK } as const;
export const TASK_CHANGE_BODY = { type: 'object', properties: TASK } as const;

const POST_INCIDENT_TASK = {
  title: NAME_SCHEMA,
  description: TEXT_SCHEMA,
  status: { type: 'integer', enum: [0, 1, 2] },
  // What is a time is told by `core/domain/on-call/read-schedule-time`; null and `""` are none.
  due_in_time: { type: ['string', 'null'], maxLength: 64 },
  assigned_to: REFERENCE_SCHEMA,
} as const;
export const POST_INCIDENT_TASK_BODY = {
  type: 'object',
  required: ['title'],
  properties: POST_INCIDENT_TASK,
} as const;
export const POST_INCIDENT_TASK_CHANGE_BODY = { type: 'object', properties: POST_INCIDENT_TASK } as const;

const SLA = {
  name: NAME_SCHEMA,
  description: TEXT_SCHEMA,
  is_active: { type: 'boolean' },
  conditions: TEXT_SCHEMA,
  acknowledge_time: SECONDS_SCHEMA,
  resolve_time: SECONDS_SCHEMA,
  // A list may be null, as a client in Go writes one that nobody filled.
  escalations: {
    type: ['array', 'null'],
    maxItems: 50,
    items: {
      type: 'object',
      required: ['time', 'type'],
      properties: {
        time: { type: 'integer', minimum: -40_000_000, maximum: 40_000_000 },
        type: { type: 'integer', enum: [1, 2] },
        responders: {
          type: ['array', 'null'],
          maxItems: 50,
          items: { type: 'object', properties: { user: REFERENCE_SCHEMA, schedule: REFERENCE_SCHEMA } },
        },
      },
    },
  },
} as const;
export const SLA_BODY = { type: 'object', required: ['name'], properties: SLA } as const;
export const SLA_CHANGE_BODY = { type: 'object', properties: SLA } as const;
