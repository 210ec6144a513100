import { ID_SCHEMA, NAME_SCHEMA, REFERENCE_SCHEMA, TEXT_SCHEMA } from './common-schemas';

/** A part of a person's name: may be empty, people have one name or several. */
const PART_OF_NAME_SCHEMA = { type: 'string', maxLength: 200 } as const;

/** Loose on purpose: what an address is, mail systems decide, and no mail is sent. 254 is what fits an SMTP command. */
const EMAIL_SCHEMA = { type: 'string', pattern: '^[^\\s@]+@[^\\s@]+$', maxLength: 254 } as const;

/** 1 owner, 2 admin, 3 user (contract §1.1). */
const ROLE_SCHEMA = { type: 'integer', enum: [1, 2, 3] } as const;

const PERSON_SCHEMA = {
  type: 'object',
  required: ['email'],
  properties: {
    first_name: PART_OF_NAME_SCHEMA,
    last_name: PART_OF_NAME_SCHEMA,
    email: EMAIL_SCHEMA,
    role: ROLE_SCHEMA,
  },
} as const;

/** Body of POST api_invite: one person, and the team to be a member of. */
export const API_INVITE_BODY = {
  type: 'object',
  required: ['user_detail'],
  properties: { team: REFERENCE_SCHEMA, user_detail: PERSON_SCHEMA },
} as const;

/** Body of POST invite: several people for one team. */
export const INVITE_BODY = {
  type: 'object',
  required: ['email_accounts', 'team'],
  properties: {
    team: ID_SCHEMA,
    email_accounts: { type: 'array', minItems: 1, maxItems: 50, items: PERSON_SCHEMA },
  },
} as const;

/** Body of POST deleteuser. */
export const DELETE_USER_BODY = {
  type: 'object',
  required: ['username'],
  properties: { username: ID_SCHEMA },
} as const;

const CHANGES = {
  first_name: PART_OF_NAME_SCHEMA,
  last_name: PART_OF_NAME_SCHEMA,
  // Go's client sends "" for an address it has not set.
  email: { anyOf: [EMAIL_SCHEMA, { type: 'string', maxLength: 0 }] },
  role: ROLE_SCHEMA,
  time_zone: { type: 'string', minLength: 1, maxLength: 64 },
} as const;

/** Body of PUT members and PATCH users: the same changes, which the one sends under `user` and the other beside it. */
export const ACCOUNT_MEMBER_BODY = {
  type: 'object',
  properties: { ...CHANGES, user: { type: 'object', properties: CHANGES } },
} as const;

/** 1 manager, 2 user (contract §1.2). */
const TEAM_ROLE_SCHEMA = { type: 'integer', enum: [1, 2] } as const;

/** Body of POST of a team's members. */
export const TEAM_MEMBER_BODY = {
  type: 'object',
  required: ['user'],
  properties: { user: ID_SCHEMA, role: TEAM_ROLE_SCHEMA },
} as const;

/** Body of PUT and PATCH of one: who it is can't be changed, so that clients may send it along. */
export const TEAM_MEMBER_CHANGE_BODY = { type: 'object', properties: { role: TEAM_ROLE_SCHEMA } } as const;

/** Body of POST customroles; permissions are the owner's words. */
export const CUSTOM_ROLE_BODY = {
  type: 'object',
  required: ['name'],
  properties: {
    name: NAME_SCHEMA,
    description: TEXT_SCHEMA,
    permissions: { type: 'array', maxItems: 200, items: { type: 'string', minLength: 1, maxLength: 100 } },
  },
} as const;

/** Body of PUT of one: what is missing stays. */
export const CUSTOM_ROLE_CHANGE_BODY = { type: 'object', properties: CUSTOM_ROLE_BODY.properties } as const;

/** Body of POST of a user's customroles: null takes the role away. */
export const USER_ROLE_BODY = {
  type: 'object',
  required: ['custom_role'],
  properties: { custom_role: { type: ['string', 'null'], maxLength: 64 } },
} as const;
