import type { ApiRouteName } from '../api-routes';
import { ACCOUNT_ANSWERS, USER } from './account-answers';
import {
  DATE_TIME,
  INTEGER,
  OBJECT,
  SHORT_ID,
  TEXT,
  UUID,
  YES_NO,
  listOf,
  orNull,
  pageOf,
  shape,
} from './answer-shapes';
import type { Schema } from './documented-bodies';

const INCIDENT_REFERENCE = shape({ incident_number: INTEGER, unique_id: SHORT_ID });

const TEAM = shape({
  unique_id: UUID,
  name: TEXT,
  account: TEXT,
  creation_date: TEXT,
  members: listOf(shape({ unique_id: UUID, team: UUID, user: USER, joining_date: DATE_TIME, role: INTEGER })),
  owner: TEXT,
  roles: listOf(OBJECT),
});

const ESCALATION_POLICY = shape({
  unique_id: UUID,
  name: TEXT,
  summary: TEXT,
  description: TEXT,
  rules: listOf(shape({ delay: INTEGER, position: INTEGER, unique_id: UUID, targets: listOf(OBJECT) })),
  team: UUID,
});

const SERVICE = shape({
  unique_id: UUID,
  name: TEXT,
  creation_date: DATE_TIME,
  summary: TEXT,
  description: TEXT,
  escalation_policy: UUID,
  team: UUID,
  team_priority: orNull(TEXT),
  task_template: orNull(TEXT),
  sla: orNull(TEXT),
  auto_resolve_timeout: INTEGER,
  acknowledgement_timeout: INTEGER,
  status: INTEGER,
  collation: INTEGER,
  collation_time: INTEGER,
  created_by: TEXT,
});

const INTEGRATION = shape({
  unique_id: UUID,
  name: TEXT,
  creation_date: DATE_TIME,
  summary: TEXT,
  service: UUID,
  application: UUID,
  application_reference: OBJECT,
  integration_key: UUID,
  created_by: TEXT,
  is_enabled: YES_NO,
  create_incidents_for: INTEGER,
  integration_type: INTEGER,
  default_urgency: INTEGER,
  webhook_url: TEXT,
});

const RULE = shape({
  unique_id: UUID,
  description: TEXT,
  rule_type: INTEGER,
  stop: YES_NO,
  position: INTEGER,
  conditions: listOf(OBJECT),
  actions: listOf(shape({ unique_id: orNull(TEXT), action_type: INTEGER })),
  rule_json: orNull(TEXT),
});

const MAINTENANCE = shape({
  unique_id: UUID,
  name: TEXT,
  start_time: DATE_TIME,
  end_time: DATE_TIME,
  time_zone: TEXT,
  repeat_interval: INTEGER,
  repeat_until: orNull(DATE_TIME),
  services: listOf(shape({ unique_id: TEXT, service: UUID })),
});

const ALERT = shape({
  unique_id: SHORT_ID,
  message: TEXT,
  summary: TEXT,
  alert_type: { type: 'string', pattern: '^[0-5]$' },
  creation_date: DATE_TIME,
  integration: orNull(UUID),
  incident: orNull(INTEGER),
  suppressed: YES_NO,
  incident_created: YES_NO,
  urls: listOf(OBJECT),
  images: listOf(OBJECT),
  notes: listOf(OBJECT),
});

const INCIDENT = shape({
  incident_number: INTEGER,
  unique_id: SHORT_ID,
  incident_key: SHORT_ID,
  title: TEXT,
  summary: TEXT,
  status: { enum: [1, 2, 3] },
  urgency: { enum: [0, 1] },
  creation_date: DATE_TIME,
  acknowledged_date: orNull(DATE_TIME),
  resolved_date: orNull(DATE_TIME),
  service: UUID,
  assigned_to: orNull(TEXT),
  assigned_to_name: TEXT,
  escalation_policy: orNull(TEXT),
  tags: listOf(OBJECT),
  sla: orNull(TEXT),
  team_priority: orNull(TEXT),
});

const ATTEMPT = shape({
  number: INTEGER,
  at: DATE_TIME,
  duration_ms: { type: 'number' },
  status_code: orNull(INTEGER),
  error: orNull(TEXT),
  response: TEXT,
});

const DELIVERY = shape({
  id: SHORT_ID,
  integration: UUID,
  incident: INCIDENT_REFERENCE,
  event_type: TEXT,
  sequence: INTEGER,
  transition_date: DATE_TIME,
  status: { enum: ['pending', 'delivered', 'failed', 'dead_lettered'] },
  reason: orNull(TEXT),
  next_attempt_at: orNull(DATE_TIME),
  attempts: listOf(ATTEMPT),
});

/** The status of an alert: the three shapes of the public guide (contract §1.12). */
const ALERT_STATUS: Schema = {
  oneOf: [
    shape({ status: { const: 'queued' } }),
    shape({
      status: { const: 'completed' },
      alert: SHORT_ID,
      integration: shape({ name: TEXT }),
      incident: orNull(INCIDENT_REFERENCE),
      is_incident_created: YES_NO,
      suppressed: YES_NO,
    }),
    shape({ status: { const: 'failed' }, error: TEXT }),
  ],
};

const ROUTER = shape({
  unique_id: UUID,
  name: TEXT,
  description: TEXT,
  account: TEXT,
  is_enabled: YES_NO,
  integration_key: UUID,
  creation_date: DATE_TIME,
  webhook_url: TEXT,
});

const NAMED = orNull(shape({ name: TEXT, unique_id: UUID }));

const RULESET = shape({
  unique_id: UUID,
  name: TEXT,
  position: INTEGER,
  rule_json: TEXT,
  conditions_tree: OBJECT,
  actions: listOf(
    shape({
      unique_id: UUID,
      action_type: { enum: [0, 1] },
      integration: orNull(UUID),
      service: NAMED,
      team: NAMED,
      integration_obj: NAMED,
    }),
  ),
  router: UUID,
});

const UNROUTED = shape({
  id: TEXT,
  at: DATE_TIME,
  kind: { enum: ['unrouted', 'failed', 'refused'] },
  trace_id: orNull(TEXT),
  reason: TEXT,
  body: {},
});

const INCIDENT_NOTE = shape({
  unique_id: SHORT_ID,
  incident: INTEGER,
  user: TEXT,
  note: TEXT,
  user_name: TEXT,
  creation_date: DATE_TIME,
});

/** What each route answers when it did what was asked. */
export const ANSWERS: Readonly<Partial<Record<ApiRouteName, Schema>>> = {
  getAlertStatus: ALERT_STATUS,
  getProfile: USER,
  ...ACCOUNT_ANSWERS,
  regenerateIntegrationKey: INTEGRATION,
  updateTeam: TEAM,
  updateService: SERVICE,
  listTeams: listOf(TEAM),
  createTeam: TEAM,
  getTeam: TEAM,
  listEscalationPolicies: listOf(ESCALATION_POLICY),
  getEscalationPolicy: ESCALATION_POLICY,
  listServices: listOf(SERVICE),
  createService: SERVICE,
  getService: SERVICE,
  listIntegrations: listOf(INTEGRATION),
  createIntegration: INTEGRATION,
  getIntegration: INTEGRATION,
  updateIntegration: INTEGRATION,
  listTransformers: listOf(RULE),
  createTransformer: RULE,
  getTransformer: RULE,
  putTransformer: RULE,
  patchTransformer: RULE,
  listMaintenanceWindows: listOf(MAINTENANCE),
  createMaintenanceWindow: MAINTENANCE,
  getMaintenanceWindow: MAINTENANCE,
  putMaintenanceWindow: MAINTENANCE,
  patchMaintenanceWindow: MAINTENANCE,
  getIncident: INCIDENT,
  listIncidents: pageOf(INCIDENT),
  createIncident: INCIDENT,
  updateIncident: INCIDENT,
  mergeIncidents: INCIDENT,
  snoozeIncident: INCIDENT,
  listIncidentAlerts: pageOf(ALERT),
  listIntegrationAlerts: pageOf(ALERT),
  listIncidentNotes: pageOf(INCIDENT_NOTE),
  createIncidentNote: INCIDENT_NOTE,
  getIncidentNote: INCIDENT_NOTE,
  updateIncidentNote: INCIDENT_NOTE,
  listRouters: listOf(ROUTER),
  createRouter: ROUTER,
  getRouter: ROUTER,
  updateRouter: ROUTER,
  listRulesets: listOf(RULESET),
  createRuleset: RULESET,
  moveRuleset: listOf(RULESET),
  getRuleset: RULESET,
  updateRuleset: RULESET,
  listUnrouted: pageOf(UNROUTED),
  listDeliveries: pageOf(DELIVERY),
  getDelivery: DELIVERY,
};
