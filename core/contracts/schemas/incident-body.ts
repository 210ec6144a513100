import { ID_SCHEMA, REFERENCE_SCHEMA } from './common-schemas';

/** As long as an incident that an alert opens may have them (`core/domain/incident-opening`). */
const TITLE_SCHEMA = { type: 'string', pattern: '\\S', maxLength: 1_000 } as const;
const SUMMARY_SCHEMA = { type: ['string', 'null'], maxLength: 4_000 } as const;

/** What POST, PUT and PATCH of an incident name alike (contract §1.9). A client that sends 0 for what is unset means nothing by it. */
const CHANGEABLE = {
  title: TITLE_SCHEMA,
  summary: SUMMARY_SCHEMA,
  status: { enum: [0, 1, 2, 3, null] },
  assigned_to: REFERENCE_SCHEMA,
  escalation_policy: REFERENCE_SCHEMA,
  sla: REFERENCE_SCHEMA,
  team_priority: REFERENCE_SCHEMA,
  urgency: { enum: [0, 1, null] },
} as const;

/** Body of POST incidents. `user`: who opens it, if not the token's user. */
export const INCIDENT_BODY = {
  type: 'object',
  required: ['title', 'service'],
  properties: { ...CHANGEABLE, service: ID_SCHEMA, user: REFERENCE_SCHEMA },
} as const;

/** Body of PUT and PATCH of one: what is missing stays as it is. */
export const INCIDENT_CHANGE_BODY = { type: 'object', properties: CHANGEABLE } as const;

const IDS_SCHEMA = { type: ['array', 'null'], maxItems: 200, items: { type: 'string', maxLength: 64 } } as const;
/** A day or a time; clients that have none send an empty array. */
const DATE_SCHEMA = { type: ['string', 'array', 'null'], maxLength: 32, maxItems: 0 } as const;

/** Body of POST incidents/filter (contract §1.9): every key is optional. */
export const INCIDENT_FILTER_BODY = {
  type: 'object',
  properties: {
    all_teams: { enum: [0, 1, null] },
    status: { enum: [-1, 0, 1, 2, 3, null] },
    team_ids: IDS_SCHEMA,
    service_ids: IDS_SCHEMA,
    user_ids: IDS_SCHEMA,
    priority_ids: IDS_SCHEMA,
    priority_name: { type: ['string', 'null'], maxLength: 200 },
    tag_ids: IDS_SCHEMA,
    sla_ids: IDS_SCHEMA,
    escalation_policy_ids: IDS_SCHEMA,
    from_date: DATE_SCHEMA,
    to_date: DATE_SCHEMA,
    postmortem_filter: { type: ['integer', 'null'], minimum: -1, maximum: 1 },
  },
} as const;

/** Body of a note. Who wrote it is the token's user, whatever a client sends as `user`. */
export const INCIDENT_NOTE_BODY = {
  type: 'object',
  required: ['note'],
  properties: { note: { type: 'string', pattern: '\\S', maxLength: 10_000 } },
} as const;

/** Body of POST tags: id of a tag of the team. */
export const INCIDENT_TAG_BODY = {
  type: 'object',
  required: ['team_tag'],
  properties: { team_tag: ID_SCHEMA },
} as const;

/** Body of POST responders: a username. */
export const RESPONDER_BODY = { type: 'object', required: ['user'], properties: { user: ID_SCHEMA } } as const;

/** Body of PATCH of one: what the user answered. */
export const RESPONDER_CHANGE_BODY = {
  type: 'object',
  required: ['response_status'],
  properties: { response_status: { enum: [1, 2, 3] } },
} as const;

/** Body of POST merge: numbers or unique ids of incidents of the same team. */
export const MERGE_BODY = {
  type: 'object',
  required: ['incidents'],
  properties: {
    incidents: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: { type: ['string', 'integer'], maxLength: 22, minimum: 1 },
    },
  },
} as const;

/** Body of POST snooze: seconds from now, a minute to a week. */
export const SNOOZE_BODY = {
  type: 'object',
  required: ['snooze_time'],
  properties: { snooze_time: { type: 'integer', minimum: 60, maximum: 604_800 } },
} as const;
