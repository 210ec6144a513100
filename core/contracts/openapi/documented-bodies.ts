import type { ApiRouteName } from '../api-routes';
import { alertRuleSchema } from '../schemas/alert-rule';
import { customMappingSchema } from '../schemas/custom-mapping';

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const CUSTOM_MAPPING: Schema = { $ref: customMappingSchema.$id };

const ENDPOINT: Schema = {
  title: 'Endpoint',
  type: 'object',
  required: ['url'],
  properties: {
    url: { type: 'string', format: 'uri' },
    events: { type: 'array', items: { type: 'string' } },
    auth: {
      type: 'object',
      required: ['type'],
      properties: {
        type: { enum: ['none', 'basic', 'signature'] },
        username: { type: 'string' },
        password: { type: 'string', writeOnly: true },
        signing_key: { type: 'string', writeOnly: true },
      },
    },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    timeout_seconds: { type: 'integer', minimum: 1, maximum: 30 },
    standard_webhooks: { type: 'object', properties: { enabled: { type: 'boolean' } } },
  },
};

const INCOMING: Schema = {
  title: 'IncomingConfiguration',
  type: 'object',
  properties: { custom_mapping: nullable(CUSTOM_MAPPING) },
};

const TIME: Schema = { type: 'string', format: 'date-time' };

const MAINTENANCE: Schema = {
  title: 'MaintenanceWindow',
  type: 'object',
  required: ['name', 'start_time', 'end_time', 'services'],
  properties: {
    name: { type: 'string' },
    start_time: TIME,
    end_time: TIME,
    time_zone: { type: 'string', description: 'IANA name; UTC when left out.' },
    repeat_interval: { type: 'integer' },
    repeat_until: nullable(TIME),
    services: {
      type: 'array',
      items: { type: 'object', required: ['service'], properties: { service: { type: 'string', format: 'uuid' } } },
    },
  },
};

const PREVIEW: Schema = {
  type: 'object',
  required: ['payload'],
  properties: {
    payload: {},
    configuration: INCOMING,
    rules: { type: 'array', items: { $ref: alertRuleSchema.$id } },
  },
};

const REPLAY: Schema = {
  type: 'object',
  required: ['since'],
  properties: { since: TIME, until: TIME, status: { type: 'string' } },
};

const RULESET: Schema = {
  title: 'Ruleset',
  type: 'object',
  required: ['name', 'actions'],
  properties: {
    name: { type: 'string', maxLength: 200 },
    position: { type: 'integer', minimum: 0, description: 'Counted from 1; left out: the last, or where it is.' },
    rule_json: { type: 'string', description: 'The text of a condition tree.' },
    conditions_tree: { type: 'object', description: 'The same in readable form; goes before `rule_json`.' },
    actions: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        required: ['action_type'],
        properties: {
          action_type: { enum: [0, 1], description: '0 routes to the integration, 1 suppresses.' },
          integration: nullable({ type: 'string', format: 'uuid' }),
        },
      },
    },
  },
};

/**
 * What the bodies look like that no validator of a schema checks, because a use-case reads them with more to say: shown
 * to people, never used to refuse anything.
 */
export const DOCUMENTED_BODIES: Readonly<Partial<Record<ApiRouteName, Schema>>> = {
  putConfiguration: { anyOf: [INCOMING, ENDPOINT] },
  createTransformer: { $ref: alertRuleSchema.$id },
  putTransformer: { $ref: alertRuleSchema.$id },
  patchTransformer: { ...alertRuleSchema, $id: undefined, $schema: undefined, required: undefined },
  createMaintenanceWindow: MAINTENANCE,
  putMaintenanceWindow: MAINTENANCE,
  patchMaintenanceWindow: { ...MAINTENANCE, required: undefined },
  createRuleset: RULESET,
  updateRuleset: { ...RULESET, title: 'RulesetChange', required: undefined },
  previewAlerts: PREVIEW,
  replayDeliveries: REPLAY,
};
