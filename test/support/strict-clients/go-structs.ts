import type { ApiRouteName } from '../../../core/contracts/api-routes';

/**
 * What a struct of the Go client has, by the names in JSON. A key that is missing or null is left unset, and one that the
 * struct has not is skipped; a value of another type is an error, and the client then returns nothing else.
 */
export type GoType = 'string' | 'int' | 'bool' | readonly [GoType] | GoStruct;
export interface GoStruct {
  readonly [key: string]: GoType;
}

/** Keys with spaces between, by type. */
function struct(
  keys: { readonly string?: string; readonly int?: string; readonly bool?: string },
  more: GoStruct = {},
): GoStruct {
  const typed = Object.entries(keys).flatMap(([type, names]) =>
    names.split(' ').map((name): readonly [string, GoType] => [name, type as GoType]),
  );
  return { ...Object.fromEntries(typed), ...more };
}

const pageOf = (results: GoStruct): GoStruct =>
  struct({ string: 'next previous', int: 'count' }, { results: [results] });

const USER = struct({ string: 'username first_name last_name email', int: 'role' });
const MEMBER = struct({ string: 'unique_id team joining_date', int: 'role' }, { user: USER });
const WRITTEN_MEMBER = struct({ string: 'unique_id team user', int: 'role' });
const ROLE = struct({ string: 'team unique_id title description creation_date', int: 'rank' });
const TEAM = struct({ string: 'unique_id name account creation_date owner' }, { members: [MEMBER], roles: [ROLE] });
const PERMISSIONS = struct({ string: 'unique_id' }, { account_permissions: ['string'] });

const SERVICE = struct({
  string:
    'name creation_date summary description unique_id created_by team_priority task_template escalation_policy team sla',
  int: 'auto_resolve_timeout acknowledgement_timeout status collation_time collation',
  bool: 'acknowledgement_timeout_enabled under_maintenance',
});

const APPLICATION = struct({
  string: 'name icon_url summary description unique_id setup_instructions extension categories documentation_link',
  int: 'availability_plan_id application_type',
});
const INTEGRATION = struct(
  {
    string:
      'name creation_date summary description unique_id service application integration_key webhook_url created_by',
    int: 'create_incidents_for integration_type default_urgency',
    bool: 'is_enabled',
  },
  { application_reference: APPLICATION },
);

const TARGET = struct({ string: 'target_id', int: 'target_type position' });
const POLICY = struct(
  { string: 'name description summary team unique_id', int: 'repeat_policy', bool: 'move_to_next global_ep' },
  { rules: [struct({ string: 'unique_id', int: 'delay position' }, { targets: [TARGET] })] },
);

const LAYER = struct(
  {
    string: 'name rotation_start_time rotation_end_time unique_id last_edited',
    int: 'shift_length restriction_type',
    bool: 'is_active',
  },
  {
    restrictions: [struct({ string: 'start_time_of_day unique_id', int: 'duration start_day_of_week' })],
    users: [struct({ string: 'user unique_id', int: 'position' })],
  },
);
const SCHEDULE = struct(
  { string: 'name description summary time_zone team unique_id' },
  { layers: [LAYER], overrides: [struct({ string: 'name user start_time end_time unique_id' })] },
);

const SLA = struct(
  { string: 'unique_id name description conditions', int: 'acknowledge_time resolve_time', bool: 'is_active' },
  {
    escalations: [
      struct(
        { string: 'unique_id', int: 'time type' },
        { responders: [struct({ string: 'user schedule unique_id' })] },
      ),
    ],
  },
);

const NAMED = 'unique_id name description color creation_date';
const READ_NAMED = struct({ string: `${NAMED} team` });
const WRITTEN_NAMED = struct({ string: NAMED, int: 'team' });
const TASK_TEMPLATE = struct({ string: 'unique_id team name summary creation_date' });
const TASK = struct({ string: 'unique_id task_template title description creation_date role', int: 'due_in position' });
const POST_INCIDENT_TASK = struct({
  string: 'unique_id title description team due_in_time creation_date assigned_to',
  int: 'status',
});
const MAINTENANCE = struct(
  { string: 'unique_id name repeat_until start_time end_time time_zone creation_date', int: 'repeat_interval' },
  { services: [struct({ string: 'unique_id service' })] },
);

const ACTION = struct({
  string: 'unique_id key value assign_to escalation_policy schedule team_priority task_template sla',
  int: 'action_type',
});
const CONDITION = struct({ string: 'unique_id alert_field pattern', int: 'alert_condition_type position' });
const RULE = struct(
  { string: 'unique_id description rule_json', int: 'position rule_type', bool: 'stop is_enabled' },
  { conditions: [CONDITION], actions: [ACTION] },
);
const OUTGOING_RULE = struct({ string: 'unique_id rule_json', bool: 'is_enabled' });
const GROUPING = struct(
  { string: 'unique_id service created_at updated_at', int: 'match_mode time_window', bool: 'is_active' },
  { match_fields: { static_fields: ['string'], custom_fields: ['string'] } },
);

const ROUTER = struct({ string: 'unique_id name description integration_key', bool: 'is_enabled' });
const RULESET = struct(
  { string: 'unique_id name rule_json', int: 'position' },
  {
    actions: [
      struct({ string: 'unique_id integration', int: 'action_type' }, { integration_obj: { unique_id: 'string' } }),
    ],
  },
);

const INCIDENT_TAG = struct({ string: 'unique_id name creation_date tagID color', int: 'incident' });
/** But for `team_priority_object`, which the client takes for a text: docs/api.md. */
const INCIDENT = struct(
  {
    string:
      'summary creation_date unique_id title incident_key service merged_with assigned_to escalation_policy ' +
      'assigned_to_name resolved_date acknowledged_date context_window_start context_window_end sla team_priority',
    int: 'incident_number status urgency',
  },
  { tags: [INCIDENT_TAG], service_object: SERVICE },
);
const NOTE = struct({ string: 'unique_id user note user_name creation_date', int: 'incident' });

const ALERT_FIELDS = {
  string: 'unique_id message summary alert_type entity_id integration creation_date',
  bool: 'suppressed',
} as const;
const ALERT_INTEGRATION = struct({ string: 'name summary service team integration_key', bool: 'is_enabled' });
/** An alert in a list, but for its `payload`, which the client takes for a text: docs/api.md. */
const ALERT = struct(ALERT_FIELDS, { integration_object: ALERT_INTEGRATION });
/** An alert as the older intake answers it. */
export const SENT_ALERT: GoStruct = { ...ALERT, payload: 'string' };

const ACCOUNT_USER = struct({ string: 'team unique_id', int: 'role' }, { user: USER });
const CONTACT = struct({ string: 'unique_id name value creation_date', int: 'contact_type' });
const NOTIFICATION_RULE = struct({ string: 'unique_id type contact', int: 'start_delay urgency' });
const ACCOUNT_ROLE = struct({ string: 'name description unique_id' }, { permissions: ['string'] });

/** What the client reads the answer of a route into. */
export const GO_TYPES: Readonly<Partial<Record<ApiRouteName, GoType>>> = {
  ...{ listTeams: [TEAM], createTeam: TEAM, getTeam: TEAM, updateTeam: TEAM },
  ...{ getTeamPermissions: PERMISSIONS, putTeamPermissions: PERMISSIONS },
  ...{ listTeamMembers: [MEMBER], getTeamMember: MEMBER },
  ...{ createTeamMember: WRITTEN_MEMBER, updateTeamMember: WRITTEN_MEMBER },
  ...{ listServices: [SERVICE], createService: SERVICE, getService: SERVICE, updateService: SERVICE },
  ...{ listIntegrations: [INTEGRATION], createIntegration: INTEGRATION },
  ...{ getIntegration: INTEGRATION, updateIntegration: INTEGRATION, listApplications: [APPLICATION] },
  ...{ listEscalationPolicies: [POLICY], createEscalationPolicy: POLICY },
  ...{ getEscalationPolicy: POLICY, updateEscalationPolicy: POLICY },
  ...{ listSchedules: [SCHEDULE], createSchedule: SCHEDULE, getSchedule: SCHEDULE, updateSchedule: SCHEDULE },
  ...{ listSlas: [SLA], createSla: SLA, getSla: SLA, updateSla: SLA },
  ...{ listPriorities: [READ_NAMED], getPriority: READ_NAMED },
  ...{ createPriority: WRITTEN_NAMED, updatePriority: WRITTEN_NAMED },
  ...{ listTags: [READ_NAMED], getTag: READ_NAMED, createTag: WRITTEN_NAMED, updateTag: WRITTEN_NAMED },
  ...{ listIncidentRoles: [ROLE], createIncidentRole: ROLE, getIncidentRole: ROLE, updateIncidentRole: ROLE },
  ...{ listTaskTemplates: [TASK_TEMPLATE], createTaskTemplate: TASK_TEMPLATE },
  ...{ getTaskTemplate: TASK_TEMPLATE, updateTaskTemplate: TASK_TEMPLATE },
  ...{ listTasks: [TASK], createTask: TASK, getTask: TASK, updateTask: TASK },
  ...{ listPostIncidentTasks: pageOf(POST_INCIDENT_TASK), createPostIncidentTask: POST_INCIDENT_TASK },
  ...{ getPostIncidentTask: POST_INCIDENT_TASK, updatePostIncidentTask: POST_INCIDENT_TASK },
  ...{ listMaintenanceWindows: [MAINTENANCE], createMaintenanceWindow: MAINTENANCE },
  ...{ getMaintenanceWindow: MAINTENANCE, putMaintenanceWindow: MAINTENANCE },
  ...{ listTransformers: [RULE], createTransformer: RULE, getTransformer: RULE, putTransformer: RULE },
  ...{ listOutgoingRules: [OUTGOING_RULE], createOutgoingRule: OUTGOING_RULE },
  ...{ getOutgoingRule: OUTGOING_RULE, updateOutgoingRule: OUTGOING_RULE },
  ...{ listAlertGroupingPolicies: [GROUPING], createAlertGroupingPolicy: GROUPING },
  ...{ getAlertGroupingPolicy: GROUPING, updateAlertGroupingPolicy: GROUPING },
  ...{ listRouters: [ROUTER], createRouter: ROUTER, getRouter: ROUTER, updateRouter: ROUTER },
  ...{ listRulesets: [RULESET], createRuleset: RULESET, getRuleset: RULESET, updateRuleset: RULESET },
  ...{ listIncidents: pageOf(INCIDENT), createIncident: INCIDENT, getIncident: INCIDENT, updateIncident: INCIDENT },
  ...{ listIncidentNotes: pageOf(NOTE), createIncidentNote: NOTE, updateIncidentNote: NOTE },
  ...{ listIncidentTags: [INCIDENT_TAG], createIncidentTag: INCIDENT_TAG, getIncidentTag: INCIDENT_TAG },
  listIncidentAlerts: pageOf(ALERT),
  ...{ listUsers: [ACCOUNT_USER], getUser: ACCOUNT_USER, updateUser: ACCOUNT_USER, inviteUser: ACCOUNT_USER },
  inviteUsers: [MEMBER],
  ...{ listContacts: [CONTACT], getContact: CONTACT },
  ...{ listNotificationRules: [NOTIFICATION_RULE], createNotificationRule: NOTIFICATION_RULE },
  ...{ getNotificationRule: NOTIFICATION_RULE, updateNotificationRule: NOTIFICATION_RULE },
  ...{ listCustomRoles: [ACCOUNT_ROLE], createCustomRole: ACCOUNT_ROLE },
  ...{ getCustomRole: ACCOUNT_ROLE, updateCustomRole: ACCOUNT_ROLE },
  setUserRole: struct({ string: 'custom_role user' }),
};
