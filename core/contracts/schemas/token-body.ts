import { ID_SCHEMA, NAME_SCHEMA } from './common-schemas';

/** Body of POST tokens (own-routes, "API tokens"). No `teams`: all of the account's. */
export const TOKEN_BODY = {
  type: 'object',
  required: ['name', 'scope'],
  properties: {
    name: NAME_SCHEMA,
    scope: { type: 'string', enum: ['read', 'write', 'admin'] },
    teams: { type: ['array', 'null'], minItems: 1, maxItems: 100, uniqueItems: true, items: ID_SCHEMA },
  },
} as const;
