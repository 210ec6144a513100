import { ID_SCHEMA, NAME_SCHEMA, TEXT_SCHEMA } from './common-schemas';

const PROPERTIES = { name: NAME_SCHEMA, description: TEXT_SCHEMA, is_enabled: { type: 'boolean' } } as const;

/** Body of POST routers (contract §1.8). */
export const ROUTER_BODY = { type: 'object', required: ['name'], properties: PROPERTIES } as const;

/** Body of PUT and PATCH of one: what is missing stays as it is. */
export const ROUTER_CHANGE_BODY = { type: 'object', properties: PROPERTIES } as const;

/** Body of PUT of a router's rulesets: moves one of them. */
export const RULESET_MOVE_BODY = {
  type: 'object',
  required: ['rule', 'position'],
  properties: { rule: ID_SCHEMA, position: { type: 'integer', minimum: 0, maximum: 1_000_000 } },
} as const;
