import type { ApiRouteName } from '../api-routes';
import { alertRuleSchema } from '../schemas/alert-rule';
import { conditionSchema } from '../schemas/condition';
import { customMappingSchema } from '../schemas/custom-mapping';

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const CUSTOM_MAPPING: Schema = { $ref: customMappingSchema.$id };

/** A credential, or the form in which it is read back: then it stays as it is. */
const SECRET: Schema = {
  anyOf: [
    { type: 'string', minLength: 1, maxLength: 1_024, writeOnly: true },
    { type: 'object', required: ['set'], properties: { set: { const: true } } },
  ],
};

const authOf = (type: string, credentials: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  required: ['type', ...Object.keys(credentials)],
  properties: { type: { const: type }, ...credentials },
});

const AUTH: Schema = {
  anyOf: [
    authOf('none', {}),
    authOf('basic', { username: { type: 'string', minLength: 1, maxLength: 1_024 }, password: SECRET }),
    authOf('signature', { signing_key: SECRET }),
  ],
};

const ENDPOINT: Schema = {
  title: 'EndpointBody',
  type: 'object',
  required: ['url'],
  additionalProperties: false,
  properties: {
    url: { type: 'string', format: 'uri' },
    events: {
      type: 'array',
      minItems: 1,
      items: { enum: ['triggered', 'acknowledged', 'resolved', 'endpoint.disabled'] },
    },
    auth: AUTH,
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    timeout_seconds: { type: 'integer', minimum: 1, maximum: 30 },
    standard_webhooks: { type: 'object', required: ['enabled'], properties: { enabled: { type: 'boolean' } } },
  },
};

const INCOMING: Schema = {
  title: 'IncomingConfigurationBody',
  type: 'object',
  additionalProperties: false,
  properties: {
    custom_mapping: {
      anyOf: [
        CUSTOM_MAPPING,
        {
          type: 'object',
          required: ['enabled'],
          additionalProperties: false,
          properties: { enabled: { const: false, description: 'Alone: switches the mapping off and keeps it.' } },
        },
        { type: 'null' },
      ],
    },
  },
};

const TIME: Schema = { type: 'string', format: 'date-time' };

const MAINTENANCE: Schema = {
  title: 'MaintenanceWindowBody',
  type: 'object',
  required: ['name', 'start_time', 'end_time', 'services'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 500 },
    start_time: TIME,
    end_time: TIME,
    time_zone: { type: ['string', 'null'], description: 'IANA name; UTC when left out.' },
    repeat_interval: { enum: [0, 1, 2, 3, 4, null], description: '0 once, 1 daily, 2 weekly, 3 monthly, 4 yearly.' },
    repeat_until: nullable(TIME),
    services: {
      type: 'array',
      minItems: 1,
      maxItems: 1_000,
      items: { type: 'object', required: ['service'], properties: { service: { type: 'string', format: 'uuid' } } },
    },
  },
};

const PREVIEW: Schema = {
  title: 'PreviewBody',
  type: 'object',
  required: ['payload'],
  additionalProperties: false,
  properties: {
    payload: { description: 'The body to try: any JSON.' },
    configuration: nullable(INCOMING),
    rules: { type: ['array', 'null'], maxItems: 200, items: { $ref: alertRuleSchema.$id } },
  },
};

const REPLAY: Schema = {
  title: 'ReplayBody',
  type: 'object',
  required: ['since'],
  properties: { since: TIME, until: nullable(TIME), status: { enum: ['delivered', 'failed', 'dead_lettered', null] } },
};

/** Conditions in the one encoding or the other (own-routes, "Conditions"). */
const CONDITIONS = {
  rule_json: { type: ['string', 'object', 'array', 'null'], description: "The text of a query builder's tree." },
  conditions_tree: {
    ...nullable({ $ref: conditionSchema.$id }),
    description: 'The same in readable form; goes before `rule_json`.',
  },
} as const;

const RULESET: Schema = {
  title: 'RulesetBody',
  type: 'object',
  required: ['name', 'actions'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 200 },
    position: {
      type: ['integer', 'string', 'null'],
      description: 'Counted from 1; left out: the last, or where it is. Clients send it as text, too.',
    },
    ...CONDITIONS,
    actions: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        required: ['action_type'],
        properties: {
          action_type: { enum: [0, 1, '0', '1'], description: '0 routes to the integration, 1 suppresses.' },
          integration: nullable({ type: 'string', format: 'uuid' }),
        },
      },
    },
  },
};

const OUTGOING_RULE: Schema = {
  title: 'OutgoingRuleBody',
  type: 'object',
  properties: { is_enabled: { type: ['boolean', 'null'] }, ...CONDITIONS },
};

/**
 * What the bodies look like that no validator of a schema checks, because a use-case reads them with more to say: shown
 * to people, never used to refuse anything.
 */
export const DOCUMENTED_BODIES: Readonly<Partial<Record<ApiRouteName, Schema>>> = {
  putConfiguration: { anyOf: [INCOMING, ENDPOINT] },
  createTransformer: { $ref: alertRuleSchema.$id },
  putTransformer: { $ref: alertRuleSchema.$id },
  patchTransformer: { ...alertRuleSchema, title: 'AlertRuleChange', required: undefined },
  createMaintenanceWindow: MAINTENANCE,
  putMaintenanceWindow: MAINTENANCE,
  patchMaintenanceWindow: { ...MAINTENANCE, title: 'MaintenanceWindowChange', required: undefined },
  createRuleset: RULESET,
  updateRuleset: { ...RULESET, title: 'RulesetChange', required: undefined },
  previewAlerts: PREVIEW,
  replayDeliveries: REPLAY,
  createOutgoingRule: OUTGOING_RULE,
  updateOutgoingRule: OUTGOING_RULE,
};
