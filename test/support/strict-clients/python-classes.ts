import type { ApiRouteName } from '../../../core/contracts/api-routes';

/**
 * What a class of the newest Python client (`zenduty-api` 1.0.0) is made of: its constructor takes the keys of an answer
 * as its arguments, so that one too few or one too many ends the caller's program. Keys with spaces between.
 */
export interface PythonClass {
  readonly needs: string;
  readonly takes?: string;
  /** Takes whatever else comes. */
  readonly open?: true;
  /** Texts of these are parsed as UUIDs, and as times. */
  readonly uuids?: string;
  readonly times?: string;
  /** Classes of what is in it, alone or in a list. */
  readonly of?: Readonly<Record<string, PythonClass>>;
}

const USER: PythonClass = { needs: 'username first_name last_name email' };

const MEMBER: PythonClass = {
  needs: 'unique_id team user joining_date role',
  uuids: 'unique_id team',
  times: 'joining_date',
  of: { user: USER },
};

const ROLE: PythonClass = {
  needs: 'unique_id team title description creation_date rank',
  uuids: 'unique_id team',
  times: 'creation_date',
};

const TEAM: PythonClass = {
  needs: 'unique_id name account creation_date members owner roles private account_permissions',
  uuids: 'unique_id account',
  of: { members: MEMBER, roles: ROLE },
};

const ACCOUNT_MEMBER: PythonClass = {
  needs: 'unique_id time_zone user joining_date role is_verified',
  takes: 'team custom_role_id',
  of: { user: USER },
};

const SERVICE_KEYS =
  'name creation_date summary description unique_id auto_resolve_timeout created_by team_priority task_template ' +
  'acknowledgement_timeout status escalation_policy team sla under_maintenance collation collation_time';
const SERVICE_UUIDS = 'unique_id team_priority task_template escalation_policy team sla';
const SERVICE: PythonClass = { needs: SERVICE_KEYS, open: true, uuids: SERVICE_UUIDS, times: 'creation_date' };
const SERVICE_OF_INCIDENT: PythonClass = {
  needs: `${SERVICE_KEYS} team_name acknowledgement_timeout_enabled`,
  uuids: SERVICE_UUIDS,
  times: 'creation_date',
};

const INTEGRATION: PythonClass = {
  needs:
    'name creation_date summary unique_id service application application_reference integration_key created_by ' +
    'is_enabled create_incidents_for integration_type default_urgency webhook_url',
  open: true,
  uuids: 'unique_id service application integration_key',
};

const POLICY_KEYS = 'name summary description unique_id repeat_policy move_to_next global_ep';
const POLICY: PythonClass = {
  needs: `${POLICY_KEYS} rules team connections assignment_settings`,
  uuids: 'unique_id team',
};

const ON_CALL: PythonClass = {
  needs: 'escalation_policy team users',
  of: { escalation_policy: { needs: POLICY_KEYS }, team: { needs: 'unique_id name' }, users: USER },
};

const SCHEDULE: PythonClass = {
  needs: 'name summary description time_zone team layers overrides unique_id connections shift_time_in_dst',
  uuids: 'unique_id team',
};

const PRIORITY: PythonClass = { needs: 'unique_id name description creation_date color team', times: 'creation_date' };

const TAG: PythonClass = {
  needs: 'unique_id team name creation_date color',
  uuids: 'unique_id team',
  times: 'creation_date',
};

const SLA: PythonClass = {
  needs: 'unique_id name is_active acknowledge_time resolve_time',
  takes: 'creation_date escalations description conditions team summary time_zone',
  uuids: 'unique_id',
  times: 'creation_date',
};

const TASK_TEMPLATE: PythonClass = {
  needs: 'unique_id team name creation_date summary due_immediately',
  uuids: 'unique_id team',
  times: 'creation_date',
};

const MAINTENANCE: PythonClass = {
  needs:
    'unique_id start_time end_time repeat_interval services creation_date name time_zone repeat_until maintenance_template',
  uuids: 'unique_id',
  times: 'start_time end_time creation_date repeat_until',
  of: { services: { needs: 'unique_id service', uuids: 'unique_id service' } },
};

const ACCOUNT_ROLE: PythonClass = { needs: 'unique_id name description permissions', uuids: 'unique_id' };

const ROUTER: PythonClass = {
  needs: 'unique_id name description account is_enabled integration_key created_at account_identifier',
  uuids: 'unique_id account',
};

/** An alert, in lists and as the older intake answers it. */
export const EVENT: PythonClass = {
  needs:
    'integration_object summary incident creation_date message integration suppressed entity_id alert_type unique_id ' +
    'images notes urls',
  takes: 'payload incident_created',
  times: 'creation_date',
  of: {
    integration_object: {
      needs: 'name creation_date summary unique_id service team integration_key is_enabled integration_type',
      uuids: 'unique_id service team',
      times: 'creation_date',
    },
  },
};

const INCIDENT: PythonClass = {
  needs:
    'summary incident_number creation_date status unique_id service_object title incident_key service urgency ' +
    'merged_with assigned_to escalation_policy escalation_policy_object assigned_to_name resolved_date ' +
    'acknowledged_date context_window_start context_window_end tags sla sla_object team_priority ' +
    'team_priority_object parent_incident is_parent_incident snooze_time snoozed_till postmortems postmortem_assignee',
  takes: 'is_child_incident',
  uuids: 'service escalation_policy sla team_priority',
  times: 'creation_date',
  of: {
    service_object: SERVICE_OF_INCIDENT,
    escalation_policy_object: { needs: 'unique_id name team', uuids: 'unique_id team' },
    sla_object: {
      needs: 'unique_id name is_active acknowledge_time resolve_time creation_date',
      uuids: 'unique_id',
      times: 'creation_date',
    },
    team_priority_object: { needs: 'unique_id name description color', uuids: 'unique_id' },
  },
};

const NOTE: PythonClass = { needs: 'unique_id incident user note user_name creation_date', times: 'creation_date' };

const INCIDENT_TAG: PythonClass = {
  needs: 'unique_id incident team_tag name color tag_id creation_date',
  uuids: 'unique_id team_tag tag_id',
  times: 'creation_date',
};

/** Which class the client makes of what a route answers: of each of a list, and of each of a page's results. */
export const PYTHON_CLASSES: Readonly<Partial<Record<ApiRouteName, PythonClass>>> = {
  ...{ listTeams: TEAM, createTeam: TEAM, getTeam: TEAM, updateTeam: TEAM },
  ...{ listTeamMembers: MEMBER, getTeamMember: MEMBER, listOnCall: ON_CALL },
  ...{ listAccountMembers: ACCOUNT_MEMBER, getAccountMember: ACCOUNT_MEMBER, updateAccountMember: ACCOUNT_MEMBER },
  ...{ listServices: SERVICE, createService: SERVICE, getService: SERVICE, updateService: SERVICE },
  ...{ listIntegrations: INTEGRATION, getIntegration: INTEGRATION, updateIntegration: INTEGRATION },
  ...{ listEscalationPolicies: POLICY, createEscalationPolicy: POLICY },
  ...{ getEscalationPolicy: POLICY, updateEscalationPolicy: POLICY },
  ...{ listSchedules: SCHEDULE, createSchedule: SCHEDULE, getSchedule: SCHEDULE, updateSchedule: SCHEDULE },
  ...{ listPriorities: PRIORITY, createPriority: PRIORITY, getPriority: PRIORITY, updatePriority: PRIORITY },
  ...{ listTags: TAG, createTag: TAG, getTag: TAG, updateTag: TAG },
  ...{ listSlas: SLA, createSla: SLA, getSla: SLA, updateSla: SLA },
  ...{ listIncidentRoles: ROLE, createIncidentRole: ROLE, getIncidentRole: ROLE, updateIncidentRole: ROLE },
  ...{ listTaskTemplates: TASK_TEMPLATE, getTaskTemplate: TASK_TEMPLATE },
  ...{ listMaintenanceWindows: MAINTENANCE, createMaintenanceWindow: MAINTENANCE },
  ...{ getMaintenanceWindow: MAINTENANCE, putMaintenanceWindow: MAINTENANCE },
  ...{ listCustomRoles: ACCOUNT_ROLE, getCustomRole: ACCOUNT_ROLE },
  ...{ listRouters: ROUTER, createRouter: ROUTER, getRouter: ROUTER, updateRouter: ROUTER },
  ...{ createIncident: INCIDENT, getIncident: INCIDENT, updateIncident: INCIDENT, listIncidentAlerts: EVENT },
  ...{ listIncidentNotes: NOTE, createIncidentNote: NOTE, getIncidentNote: NOTE, updateIncidentNote: NOTE },
  ...{ listIncidentTags: INCIDENT_TAG, createIncidentTag: INCIDENT_TAG, getIncidentTag: INCIDENT_TAG },
};
