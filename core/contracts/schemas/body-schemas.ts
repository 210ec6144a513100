import type { FromSchema } from 'json-schema-to-ts';
import { INTEGRATION_BODY, INTEGRATION_CHANGE_BODY } from './integration-body';
import { SERVICE_BODY } from './service-body';
import { TEAM_BODY } from './team-body';

/**
 * Every body that is checked by a schema, by name. `npm run validators` compiles them into `validators.js`, which is
 * committed: no schema compiler is in any function's bundle. Keys that a schema does not name are ignored
 * (contract §1.3, client quirks).
 */
export const BODY_SCHEMAS = {
  team: TEAM_BODY,
  service: SERVICE_BODY,
  integration: INTEGRATION_BODY,
  integrationChange: INTEGRATION_CHANGE_BODY,
} as const;

export type BodySchemaName = keyof typeof BODY_SCHEMAS;

type Bodies = { readonly [Name in BodySchemaName]: FromSchema<(typeof BODY_SCHEMAS)[Name]> };

/** What a body that passed is known to be. */
export type BodyOf<Name extends BodySchemaName> = Bodies[Name];
