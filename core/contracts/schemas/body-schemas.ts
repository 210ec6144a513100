import type { FromSchema } from 'json-schema-to-ts';
import { ALERT_GROUPING_POLICY_BODY, ALERT_GROUPING_POLICY_CHANGE_BODY } from './alert-grouping-policy-body';
import {
  INCIDENT_BODY,
  INCIDENT_CHANGE_BODY,
  INCIDENT_FILTER_BODY,
  INCIDENT_NOTE_BODY,
  INCIDENT_TAG_BODY,
  MERGE_BODY,
  RESPONDER_BODY,
  RESPONDER_CHANGE_BODY,
  SNOOZE_BODY,
} from './incident-body';
import { INTEGRATION_BODY, INTEGRATION_CHANGE_BODY, REGENERATE_KEY_BODY } from './integration-body';
import {
  ACCOUNT_MEMBER_BODY,
  API_INVITE_BODY,
  CUSTOM_ROLE_BODY,
  CUSTOM_ROLE_CHANGE_BODY,
  DELETE_USER_BODY,
  INVITE_BODY,
  TEAM_MEMBER_BODY,
  TEAM_MEMBER_CHANGE_BODY,
  USER_ROLE_BODY,
} from './people-body';
import {
  ESCALATION_POLICY_BODY,
  ESCALATION_POLICY_CHANGE_BODY,
  SCHEDULE_BODY,
  SCHEDULE_CHANGE_BODY,
} from './on-call-bodies';
import { ROUTER_BODY, ROUTER_CHANGE_BODY, RULESET_MOVE_BODY } from './router-body';
import { SERVICE_BODY, SERVICE_CHANGE_BODY } from './service-body';
import { TEAM_BODY, TEAM_CHANGE_BODY, TEAM_PERMISSIONS_BODY } from './team-body';
import {
  POST_INCIDENT_TASK_BODY,
  POST_INCIDENT_TASK_CHANGE_BODY,
  PRIORITY_BODY,
  PRIORITY_CHANGE_BODY,
  ROLE_BODY,
  ROLE_CHANGE_BODY,
  SLA_BODY,
  SLA_CHANGE_BODY,
  TAG_BODY,
  TAG_CHANGE_BODY,
  TASK_BODY,
  TASK_CHANGE_BODY,
  TASK_TEMPLATE_BODY,
  TASK_TEMPLATE_CHANGE_BODY,
} from './team-resource-bodies';
import { TOKEN_BODY } from './token-body';
import { CONTACT_BODY, FORWARDING_RULE_BODY, NOTIFICATION_RULE_BODY } from './user-detail-body';

/**
 * Every body that is checked by a schema, by name. `npm run validators` compiles them into `validators.js`, which is
 * committed: no schema compiler is in any function's bundle. Keys that a schema does not name are ignored
 * (contract §1.3, client quirks).
 */
export const BODY_SCHEMAS = {
  team: TEAM_BODY,
  teamChange: TEAM_CHANGE_BODY,
  teamPermissions: TEAM_PERMISSIONS_BODY,
  teamMember: TEAM_MEMBER_BODY,
  teamMemberChange: TEAM_MEMBER_CHANGE_BODY,
  token: TOKEN_BODY,
  accountMember: ACCOUNT_MEMBER_BODY,
  apiInvite: API_INVITE_BODY,
  invite: INVITE_BODY,
  deleteUser: DELETE_USER_BODY,
  customRole: CUSTOM_ROLE_BODY,
  customRoleChange: CUSTOM_ROLE_CHANGE_BODY,
  userRole: USER_ROLE_BODY,
  contact: CONTACT_BODY,
  notificationRule: NOTIFICATION_RULE_BODY,
  forwardingRule: FORWARDING_RULE_BODY,
  regenerateKey: REGENERATE_KEY_BODY,
  alertGroupingPolicy: ALERT_GROUPING_POLICY_BODY,
  alertGroupingPolicyChange: ALERT_GROUPING_POLICY_CHANGE_BODY,
  service: SERVICE_BODY,
  serviceChange: SERVICE_CHANGE_BODY,
  escalationPolicy: ESCALATION_POLICY_BODY,
  escalationPolicyChange: ESCALATION_POLICY_CHANGE_BODY,
  schedule: SCHEDULE_BODY,
  scheduleChange: SCHEDULE_CHANGE_BODY,
  priority: PRIORITY_BODY,
  priorityChange: PRIORITY_CHANGE_BODY,
  tag: TAG_BODY,
  tagChange: TAG_CHANGE_BODY,
  sla: SLA_BODY,
  slaChange: SLA_CHANGE_BODY,
  role: ROLE_BODY,
  roleChange: ROLE_CHANGE_BODY,
  taskTemplate: TASK_TEMPLATE_BODY,
  taskTemplateChange: TASK_TEMPLATE_CHANGE_BODY,
  task: TASK_BODY,
  taskChange: TASK_CHANGE_BODY,
  postIncidentTask: POST_INCIDENT_TASK_BODY,
  postIncidentTaskChange: POST_INCIDENT_TASK_CHANGE_BODY,
  router: ROUTER_BODY,
  routerChange: ROUTER_CHANGE_BODY,
  rulesetMove: RULESET_MOVE_BODY,
  integration: INTEGRATION_BODY,
  integrationChange: INTEGRATION_CHANGE_BODY,
  incident: INCIDENT_BODY,
  incidentChange: INCIDENT_CHANGE_BODY,
  incidentFilter: INCIDENT_FILTER_BODY,
  incidentNote: INCIDENT_NOTE_BODY,
  incidentTag: INCIDENT_TAG_BODY,
  responder: RESPONDER_BODY,
  responderChange: RESPONDER_CHANGE_BODY,
  merge: MERGE_BODY,
  snooze: SNOOZE_BODY,
} as const;

export type BodySchemaName = keyof typeof BODY_SCHEMAS;

type Bodies = { readonly [Name in BodySchemaName]: FromSchema<(typeof BODY_SCHEMAS)[Name]> };

/** What a body that passed is known to be. */
export type BodyOf<Name extends BodySchemaName> = Bodies[Name];
