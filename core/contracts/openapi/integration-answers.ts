import type { ALERT_GROUPING_POLICY_ROUTES } from '../api-routes/alert-grouping-policy-routes';
import type { INTEGRATION_ROUTES } from '../api-routes/integration-routes';
import type { OUTGOING_RULE_ROUTES } from '../api-routes/outgoing-rule-routes';
import type { SERVICE_ROUTES } from '../api-routes/service-routes';
import { conditionSchema } from '../schemas/condition';
import { ALERT, ALERT_FIELDS, EXPLAIN } from './alert-answers';
import {
  ANYTHING,
  DATE_TIME,
  INTEGER,
  TEXT,
  UUID,
  YES_NO,
  cursorPageOf,
  listOf,
  named,
  orNull,
  pageOf,
  shape,
} from './answer-shapes';
import type { AnswersOf } from './answers-of';
import { CONFIGURATION } from './configuration-answers';
import { INCIDENT_REFERENCE } from './incident-reference';

/** The keys of a service. */
export const SERVICE_FIELDS = {
  name: TEXT,
  creation_date: DATE_TIME,
  summary: TEXT,
  description: TEXT,
  unique_id: UUID,
  auto_resolve_timeout: INTEGER,
  created_by: TEXT,
  team_priority: orNull(UUID),
  task_template: orNull(UUID),
  acknowledgement_timeout: INTEGER,
  acknowledgement_timeout_enabled: YES_NO,
  status: INTEGER,
  escalation_policy: UUID,
  team: UUID,
  sla: orNull(UUID),
  collation_time: INTEGER,
  collation: { enum: [0, 1, 3] },
  under_maintenance: YES_NO,
} as const;
const SERVICE = named('Service', SERVICE_FIELDS);

/** An application of the catalogue. */
export const APPLICATION = named('Application', {
  name: TEXT,
  icon_url: TEXT,
  summary: TEXT,
  description: TEXT,
  unique_id: UUID,
  availability_plan_id: INTEGER,
  setup_instructions: TEXT,
  extension: TEXT,
  application_type: { enum: [0, 1] },
  categories: TEXT,
  documentation_link: TEXT,
  is_active: YES_NO,
});

/** An integration; `webhook_url` is empty for one that takes no alerts. */
export const INTEGRATION = named('Integration', {
  name: TEXT,
  creation_date: DATE_TIME,
  summary: TEXT,
  unique_id: UUID,
  service: UUID,
  application: UUID,
  application_reference: APPLICATION,
  integration_key: UUID,
  created_by: TEXT,
  is_enabled: YES_NO,
  create_incidents_for: { enum: [0, 1, 2, 3] },
  integration_type: { enum: [0, 1] },
  default_urgency: { enum: [0, 1] },
  webhook_url: TEXT,
});

const CONDITIONS_TREE = { $ref: conditionSchema.$id };

const RULE_ACTION = shape({
  unique_id: TEXT,
  action_type: { type: 'integer', minimum: 1, maximum: 19 },
  key: TEXT,
  value: TEXT,
  value_reference_name: orNull(TEXT),
  escalation_policy: orNull(TEXT),
  escalation_policy_name: orNull(TEXT),
  assign_to: orNull(TEXT),
  assign_to_name: orNull(TEXT),
  schedule: orNull(TEXT),
  sla: orNull(TEXT),
  team_priority: orNull(TEXT),
  task_template: orNull(TEXT),
});

const RULE = named('StoredAlertRule', {
  unique_id: UUID,
  description: TEXT,
  rule_type: { enum: [0, 1] },
  stop: YES_NO,
  position: INTEGER,
  is_enabled: YES_NO,
  conditions: { type: 'array', maxItems: 0, description: 'The old encoding; always empty.' },
  actions: listOf(RULE_ACTION),
  rule_json: TEXT,
  conditions_tree: CONDITIONS_TREE,
});

const OUTGOING_RULE = named('OutgoingRule', {
  ...{ unique_id: UUID, is_enabled: YES_NO, rule_json: TEXT, conditions_tree: CONDITIONS_TREE },
});

const ALERT_GROUPING_POLICY = named('AlertGroupingPolicy', {
  unique_id: UUID,
  service: UUID,
  match_mode: { enum: [1, 2] },
  match_fields: shape({ static_fields: listOf(TEXT), custom_fields: listOf(TEXT) }),
  time_window: INTEGER,
  is_active: YES_NO,
  created_at: DATE_TIME,
  updated_at: DATE_TIME,
});

const EFFECTS = ['creates_incident', 'joins_incident', 'acknowledges', 'resolves', 'suppressed', 'failed', 'none'];

const PREVIEW = named('Preview', {
  count: INTEGER,
  alerts: listOf(
    shape({
      alert: orNull(shape(ALERT_FIELDS)),
      effect: { enum: EFFECTS },
      reason: TEXT,
      incident: orNull(INCIDENT_REFERENCE),
      explain: EXPLAIN,
    }),
  ),
});

/** What was refused or failed, or what came to a router and got to no integration. */
export const INTEGRATION_ERROR = named('IntegrationError', {
  id: TEXT,
  at: DATE_TIME,
  kind: { enum: ['refused', 'failed', 'rule', 'unrouted'] },
  trace_id: orNull(UUID),
  reason: TEXT,
  body: ANYTHING,
});

/** What the routes of services answer. */
export const SERVICE_ANSWERS: AnswersOf<typeof SERVICE_ROUTES> = {
  listServices: listOf(SERVICE),
  createService: SERVICE,
  getService: SERVICE,
  updateService: SERVICE,
};

/** What the routes of alert grouping policies answer. */
export const ALERT_GROUPING_POLICY_ANSWERS: AnswersOf<typeof ALERT_GROUPING_POLICY_ROUTES> = {
  listAlertGroupingPolicies: listOf(ALERT_GROUPING_POLICY),
  createAlertGroupingPolicy: ALERT_GROUPING_POLICY,
  getAlertGroupingPolicy: ALERT_GROUPING_POLICY,
  updateAlertGroupingPolicy: ALERT_GROUPING_POLICY,
};

/** What the routes of integrations answer. */
export const INTEGRATION_ANSWERS: AnswersOf<typeof INTEGRATION_ROUTES> = {
  listIntegrations: listOf(INTEGRATION),
  createIntegration: INTEGRATION,
  getIntegration: INTEGRATION,
  updateIntegration: INTEGRATION,
  getConfiguration: CONFIGURATION,
  putConfiguration: CONFIGURATION,
  listTransformers: listOf(RULE),
  createTransformer: RULE,
  getTransformer: RULE,
  putTransformer: RULE,
  patchTransformer: RULE,
  previewAlerts: PREVIEW,
  listIntegrationAlerts: pageOf(ALERT),
  listErrors: cursorPageOf(INTEGRATION_ERROR),
};

/** What the routes of outgoing rules answer. */
export const OUTGOING_RULE_ANSWERS: AnswersOf<typeof OUTGOING_RULE_ROUTES> = {
  listOutgoingRules: listOf(OUTGOING_RULE),
  createOutgoingRule: OUTGOING_RULE,
  getOutgoingRule: OUTGOING_RULE,
  updateOutgoingRule: OUTGOING_RULE,
};
