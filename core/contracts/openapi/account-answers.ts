import type { ACCOUNT_ROUTES } from '../api-routes/account-routes';
import type { TOKEN_ROUTES } from '../api-routes/token-routes';
import { customMappingSchema } from '../schemas/custom-mapping';
import {
  ANYTHING,
  DATE_TIME,
  OBJECT,
  TEXT,
  UUID,
  YES_NO,
  cursorPageOf,
  listOf,
  named,
  orNull,
  shape,
} from './answer-shapes';
import type { AnswersOf } from './answers-of';
import { APPLICATION, INTEGRATION } from './integration-answers';
import { USER_FIELDS } from './people-answers';

const TOKEN_FIELDS = {
  unique_id: UUID,
  name: TEXT,
  scope: { enum: ['read', 'write', 'admin'] },
  teams: orNull(listOf(UUID)),
  user: TEXT,
  creation_date: DATE_TIME,
} as const;

const AUDIT_ENTRY = named('AuditEntry', {
  unique_id: TEXT,
  time: DATE_TIME,
  user: orNull(TEXT),
  token: orNull(TEXT),
  action: { enum: ['created', 'changed', 'deleted'] },
  resource_type: TEXT,
  resource_id: TEXT,
  team: orNull(UUID),
  before: orNull(OBJECT),
  after: orNull(OBJECT),
});

const METADATA = named('IntegrationMetadata', {
  team: shape({ name: TEXT, unique_id: UUID }),
  service: shape({ name: TEXT, unique_id: UUID }),
  integration: shape({ unique_id: UUID, name: TEXT, extension: TEXT }),
});

const PROFILE = named('Profile', {
  ...USER_FIELDS,
  joining_date: DATE_TIME,
  is_owner: YES_NO,
  account: shape({ unique_id: TEXT, name: TEXT }),
});

const PRESET = named('MappingPreset', {
  name: TEXT,
  title: TEXT,
  source: TEXT,
  setup: TEXT,
  sample: ANYTHING,
  configuration: shape({ custom_mapping: { $ref: customMappingSchema.$id } }),
});

/** What the routes of the account and its catalogues answer. */
export const ACCOUNT_ANSWERS: AnswersOf<typeof ACCOUNT_ROUTES> = {
  listApplications: listOf(APPLICATION),
  listMappingPresets: listOf(PRESET),
  regenerateIntegrationKey: INTEGRATION,
  getIntegrationMetadata: METADATA,
  listAudit: cursorPageOf(AUDIT_ENTRY),
  getOpenApi: { ...shape({ openapi: TEXT, info: OBJECT, paths: OBJECT }), additionalProperties: true },
  getProfile: PROFILE,
};

/** What the routes of API tokens answer. */
export const TOKEN_ANSWERS: AnswersOf<typeof TOKEN_ROUTES> = {
  listTokens: listOf(named('Token', TOKEN_FIELDS)),
  createToken: named('NewToken', { ...TOKEN_FIELDS, token: TEXT }),
};
