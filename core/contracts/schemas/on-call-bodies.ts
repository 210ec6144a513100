import { ID_SCHEMA, NAME_SCHEMA, TEXT_SCHEMA } from './common-schemas';

/**
 * Bodies of escalation policies and schedules (contract §1.10); of each POST's, and that of PUT and PATCH. A list may be
 * null, as a client in Go writes one that nobody filled.
 */

/** A year in minutes. */
const LONGEST_DELAY = 525_600;
const POSITION_SCHEMA = { type: 'integer', minimum: 0, maximum: 10_000 } as const;

const ESCALATION_POLICY = {
  name: NAME_SCHEMA,
  summary: TEXT_SCHEMA,
  description: TEXT_SCHEMA,
  repeat_policy: { type: 'integer', minimum: 0, maximum: 100 },
  move_to_next: { type: 'boolean' },
  global_ep: { type: 'boolean' },
  rules: {
    type: ['array', 'null'],
    maxItems: 50,
    items: {
      type: 'object',
      properties: {
        delay: { type: 'integer', minimum: 0, maximum: LONGEST_DELAY },
        position: POSITION_SCHEMA,
        targets: {
          type: ['array', 'null'],
          maxItems: 50,
          items: {
            type: 'object',
            required: ['target_type', 'target_id'],
            properties: { target_type: { type: 'integer', enum: [1, 2] }, target_id: ID_SCHEMA },
          },
        },
      },
    },
  },
} as const;
export const ESCALATION_POLICY_BODY = {
  type: 'object',
  required: ['name'],
  properties: ESCALATION_POLICY,
} as const;
export const ESCALATION_POLICY_CHANGE_BODY = { type: 'object', properties: ESCALATION_POLICY } as const;

/** What is a time is told by `core/domain/on-call/read-schedule-time`; clients send `""` for none. */
const TIME_SCHEMA = { type: 'string', maxLength: 64 } as const;
/** Bounds of a shift as the public Terraform provider has them: an hour, a year. */
const SHIFT_SECONDS = { minimum: 3_600, maximum: 31_536_000 } as const;
const WEEK_SECONDS = 604_800;

const RESTRICTION = {
  type: 'object',
  required: ['duration', 'start_time_of_day'],
  properties: {
    duration: { type: 'integer', minimum: 1, maximum: WEEK_SECONDS },
    start_day_of_week: { type: 'integer', minimum: 1, maximum: 7 },
    start_time_of_day: { type: 'string', maxLength: 16 },
    unique_id: { type: ['string', 'null'], maxLength: 64 },
  },
} as const;

const LAYER = {
  type: 'object',
  required: ['shift_length', 'rotation_start_time', 'users'],
  properties: {
    name: { type: 'string', maxLength: 200 },
    shift_length: { type: 'integer', ...SHIFT_SECONDS },
    rotation_start_time: TIME_SCHEMA,
    rotation_end_time: { type: ['string', 'null'], maxLength: 64 },
    restriction_type: { type: 'integer', enum: [0, 1, 2] },
    restrictions: { type: ['array', 'null'], maxItems: 50, items: RESTRICTION },
    is_active: { type: 'boolean' },
    unique_id: { type: ['string', 'null'], maxLength: 64 },
    users: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: { type: 'object', required: ['user'], properties: { user: ID_SCHEMA, position: POSITION_SCHEMA } },
    },
  },
} as const;

const OVERRIDE = {
  type: 'object',
  required: ['user', 'start_time', 'end_time'],
  properties: {
    name: { type: 'string', maxLength: 200 },
    user: ID_SCHEMA,
    start_time: TIME_SCHEMA,
    end_time: TIME_SCHEMA,
    unique_id: { type: ['string', 'null'], maxLength: 64 },
  },
} as const;

const SCHEDULE = {
  name: NAME_SCHEMA,
  summary: TEXT_SCHEMA,
  description: TEXT_SCHEMA,
  time_zone: { type: 'string', maxLength: 64 },
  layers: { type: ['array', 'null'], maxItems: 20, items: LAYER },
  overrides: { type: ['array', 'null'], maxItems: 500, items: OVERRIDE },
} as const;
export const SCHEDULE_BODY = { type: 'object', required: ['name', 'time_zone'], properties: SCHEDULE } as const;
export const SCHEDULE_CHANGE_BODY = { type: 'object', properties: SCHEDULE } as const;
