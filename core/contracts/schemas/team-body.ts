import { NAME_SCHEMA } from './common-schemas';

const PROPERTIES = { name: NAME_SCHEMA, private: { type: 'boolean' } } as const;

/** Body of POST teams (contract §1.2). */
export const TEAM_BODY = { type: 'object', required: ['name'], properties: PROPERTIES } as const;

/** Body of PUT and PATCH of one: what is missing stays as it is. */
export const TEAM_CHANGE_BODY = { type: 'object', properties: PROPERTIES } as const;

/** Body of PUT of a team's permissions. */
export const TEAM_PERMISSIONS_BODY = {
  type: 'object',
  required: ['account_permissions'],
  properties: {
    account_permissions: { type: 'array', maxItems: 200, items: { type: 'string', minLength: 1, maxLength: 100 } },
  },
} as const;
