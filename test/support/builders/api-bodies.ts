import type { ApiRoute, ApiRouteName } from '../../../core/contracts/api-routes';
import { APPLICATIONS } from '../../../core/contracts/applications';
import { CONTACT, MERGEABLE } from './full-api-things';
import { aService, aTeam, aUser, anEscalationPolicy, anIntegration } from './resources';
import { aRuleset } from './routing';
import { TEAM_RESOURCES } from './team-resources';

const POLICY = {
  name: 'Ours now',
  rules: [{ delay: 5, position: 1, targets: [{ target_type: 2, target_id: aUser().username }] }],
};

const LAYER = {
  shift_length: 86_400,
  rotation_start_time: '2026-11-30T08:00:00Z',
  restriction_type: 1,
  restrictions: [{ duration: 3_600, start_time_of_day: '09:00:00' }],
  users: [{ user: aUser().username, position: 1 }],
};
const OVERRIDE = {
  user: aUser().username,
  start_time: '2026-11-30T22:00:00Z',
  end_time: '2026-11-30T23:00:00Z',
};
const SCHEDULE = { name: 'Ours now', time_zone: 'UTC', layers: [LAYER], overrides: [OVERRIDE] };

const SLA = {
  name: 'Ours now',
  escalations: [{ time: -60, type: 1, responders: [{ user: aUser().username }] }],
};

const NOTHING_CHOSEN = { team_ids: [], service_ids: [], user_ids: [], priority_ids: [], tag_ids: [], sla_ids: [] };
const FILTER = { status: 0, ...NOTHING_CHOSEN, escalation_policy_ids: [], from_date: '2026-09-01', to_date: [] };

/**
 * A body that each route with a schema would take. It has every list and object that the schema has, so that what is in
 * them is tried, too.
 */
export const BODIES: Readonly<Record<NonNullable<ApiRoute['body']>, Readonly<Record<string, unknown>>>> = {
  team: { name: 'Ours now' },
  teamChange: { name: 'Ours now' },
  teamPermissions: { account_permissions: ['ours_now'] },
  teamMember: { user: 'newcomer' },
  teamMemberChange: { role: 1 },
  token: { name: 'Ours now', scope: 'read', teams: [aTeam().id] },
  accountMember: { first_name: 'Ours now', user: { last_name: 'Ours, too' } },
  apiInvite: { user_detail: { email: 'ours-now@example.com' } },
  invite: { email_accounts: [{ email: 'ours-now@example.com' }], team: aTeam().id },
  deleteUser: { username: 'newcomer' },
  customRole: { name: 'Ours now', permissions: ['ours_now'] },
  customRoleChange: { permissions: ['ours_now'] },
  userRole: { custom_role: null },
  contact: { name: 'Ours now', contact_type: 2, value: '1' },
  notificationRule: { contact: CONTACT.id },
  forwardingRule: {
    ...{ from_date: '2026-11-30T22:00:00Z', to_date: '2026-11-30T23:00:00Z' },
    to_user: aUser().username,
  },
  regenerateKey: { integration_unique_id: anIntegration().id },
  serviceChange: { name: 'Ours now' },
  service: { name: 'Ours now', escalation_policy: anEscalationPolicy().id },
  integration: { name: 'Ours now', summary: 'x', application: APPLICATIONS.generic.unique_id },
  integrationChange: { name: 'Ours now' },
  escalationPolicy: POLICY,
  escalationPolicyChange: POLICY,
  schedule: SCHEDULE,
  scheduleChange: SCHEDULE,
  priority: { name: 'Ours now' },
  priorityChange: { name: 'Ours now' },
  tag: { name: 'Ours now' },
  tagChange: { name: 'Ours now' },
  sla: SLA,
  slaChange: SLA,
  role: { title: 'Ours now' },
  roleChange: { title: 'Ours now' },
  taskTemplate: { name: 'Ours now' },
  taskTemplateChange: { name: 'Ours now' },
  task: { title: 'Ours now' },
  taskChange: { title: 'Ours now' },
  postIncidentTask: { title: 'Ours now' },
  postIncidentTaskChange: { title: 'Ours now' },
  alertGroupingPolicy: { match_fields: { static_fields: ['incident_title'], custom_fields: ['$.region'] } },
  alertGroupingPolicyChange: { match_fields: { static_fields: [], custom_fields: ['$.region'] }, time_window: 7 },
  router: { name: 'Ours now' },
  routerChange: { name: 'Ours now' },
  rulesetMove: { rule: aRuleset().id, position: 1 },
  incident: { title: 'Ours now', service: aService().id },
  incidentChange: { title: 'Ours now' },
  incidentFilter: FILTER,
  incidentNote: { note: 'Ours now' },
  incidentTag: { team_tag: TEAM_RESOURCES.tag.id },
  responder: { user: 'newcomer' },
  responderChange: { response_status: 1 },
  merge: { incidents: [MERGEABLE.number] },
  snooze: { snooze_time: 60 },
  object: {},
  exact: { payload: {} },
};

/** A maintenance window. */
export const WINDOW = {
  name: 'Ours now',
  start_time: '2026-11-30T22:00:00Z',
  end_time: '2026-11-30T23:00:00Z',
  services: [{ service: aService().id }],
};

const MAPPING = {
  enabled: true,
  parse_json: ['payload.inner'],
  blocks: [
    {
      when: { field: 'payload.severity', op: 'in', value: ['1', '2'] },
      set: {
        message: 'Ours now',
        alert_type: { key: 'payload.severity', values: { '1': 'critical' }, default: 'info' },
        urls: [{ link_url: 'https://example.com/', link_text: 'Ours' }],
        tags: ['ours'],
      },
    },
  ],
};

const RULE = {
  conditions_tree: { all: [{ field: 'alert_type', op: 'equals', value: 'critical' }] },
  conditions: [],
  actions: [
    { action_type: 8, value: 'Ours now' },
    { action_type: 4, escalation_policy: anEscalationPolicy().id },
  ],
};

const CONDITIONS = { conditions_tree: { any: [{ field: 'message', op: 'contains', value: 'Ours' }] } };

const RULESET = {
  name: 'Ours now',
  conditions_tree: { not: { field: 'payload.severity', op: 'equals', value: 1 } },
  actions: [{ action_type: 1 }],
};

/** What an outgoing integration takes as its configuration, where an incoming one takes a mapping. */
export const ENDPOINT = {
  url: 'https://receiver.example.com/hook',
  events: ['triggered'],
  auth: { type: 'basic', username: 'tocsin', password: 'a secret' },
  headers: { 'x-tenant': 'ours' },
  standard_webhooks: { enabled: true },
};

/** What those take that want an object of their own making. */
export const OBJECTS: Readonly<Partial<Record<ApiRouteName, Readonly<Record<string, unknown>>>>> = {
  putConfiguration: { custom_mapping: MAPPING },
  replayDeliveries: { since: '2026-09-01T00:00:00Z' },
  createRuleset: RULESET,
  updateRuleset: RULESET,
  createTransformer: RULE,
  putTransformer: RULE,
  patchTransformer: RULE,
  previewAlerts: { payload: { severity: 1 }, configuration: { custom_mapping: MAPPING }, rules: [RULE] },
  createOutgoingRule: { is_enabled: true, ...CONDITIONS },
  updateOutgoingRule: { is_enabled: true, ...CONDITIONS },
  createMaintenanceWindow: WINDOW,
  putMaintenanceWindow: WINDOW,
  patchMaintenanceWindow: WINDOW,
};
