import { NAME_SCHEMA } from './common-schemas';

/** Body of POST teams (contract §1.2). */
export const TEAM_BODY = {
  type: 'object',
  required: ['name'],
  properties: { name: NAME_SCHEMA },
} as const;
