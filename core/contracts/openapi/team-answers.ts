import type { TEAM_RESOURCE_ROUTES } from '../api-routes/team-resource-routes';
import type { TEAM_ROUTES } from '../api-routes/team-routes';
import {
  DATE_TIME,
  DAY,
  INTEGER,
  NULL,
  TEXT,
  UUID,
  YES_NO,
  listOf,
  named,
  orNull,
  pageOf,
  shape,
} from './answer-shapes';
import type { AnswersOf } from './answers-of';
import { TEAM_MEMBER, USER } from './people-answers';

const WRITTEN_MEMBER = named('WrittenTeamMember', {
  ...{ unique_id: UUID, team: UUID, user: TEXT, joining_date: DATE_TIME, role: INTEGER },
});

const PERMISSIONS = named('TeamPermissions', { unique_id: UUID, account_permissions: listOf(TEXT) });

const INCIDENT_ROLE = named('IncidentRole', {
  ...{ unique_id: UUID, team: UUID, title: TEXT, description: TEXT, creation_date: DATE_TIME, rank: INTEGER },
});

const TEAM = named('Team', {
  unique_id: UUID,
  name: TEXT,
  account: UUID,
  creation_date: DAY,
  members: listOf(TEAM_MEMBER),
  owner: TEXT,
  roles: listOf(INCIDENT_ROLE),
  private: YES_NO,
  account_permissions: listOf(TEXT),
});

const MAINTENANCE = named('MaintenanceWindow', {
  unique_id: UUID,
  name: TEXT,
  start_time: DATE_TIME,
  end_time: DATE_TIME,
  time_zone: TEXT,
  repeat_interval: INTEGER,
  repeat_until: orNull(DATE_TIME),
  services: listOf(shape({ unique_id: UUID, service: UUID })),
  creation_date: DATE_TIME,
  maintenance_template: NULL,
});

/** What a policy has wherever it is shown. */
const POLICY_FIELDS = {
  name: TEXT,
  summary: TEXT,
  description: TEXT,
  unique_id: UUID,
  repeat_policy: INTEGER,
  move_to_next: YES_NO,
  global_ep: YES_NO,
} as const;

const ESCALATION_POLICY = named('EscalationPolicy', {
  ...POLICY_FIELDS,
  team: UUID,
  rules: listOf(
    shape({
      delay: INTEGER,
      targets: listOf(shape({ target_type: { enum: [1, 2] }, target_id: TEXT })),
      position: INTEGER,
      unique_id: UUID,
    }),
  ),
  connections: NULL,
  assignment_settings: NULL,
});

/** An escalation policy as others refer to it. */
export const POLICY_REFERENCE = shape({ unique_id: UUID, name: TEXT, team: UUID });

const LAYER = shape({
  shift_length: INTEGER,
  name: TEXT,
  rotation_start_time: DATE_TIME,
  rotation_end_time: orNull(DATE_TIME),
  unique_id: UUID,
  last_edited: DATE_TIME,
  restriction_type: { enum: [0, 1, 2] },
  is_active: YES_NO,
  restrictions: listOf(
    shape({ duration: INTEGER, start_day_of_week: INTEGER, start_time_of_day: TEXT, unique_id: UUID }),
  ),
  users: listOf(shape({ user: TEXT, position: INTEGER, unique_id: UUID })),
});

const SCHEDULE = named('Schedule', {
  name: TEXT,
  summary: TEXT,
  description: TEXT,
  time_zone: TEXT,
  team: UUID,
  unique_id: UUID,
  layers: listOf(LAYER),
  overrides: listOf(shape({ name: TEXT, user: TEXT, start_time: DATE_TIME, end_time: DATE_TIME, unique_id: UUID })),
  connections: NULL,
  shift_time_in_dst: YES_NO,
});

/** What a priority and a tag have; the team is its id where they are read, a number where they are written (contract §1.10). */
const PRIORITY_FIELDS = { unique_id: UUID, name: TEXT, description: TEXT, color: TEXT, creation_date: DATE_TIME };
const PRIORITY = named('Priority', { ...PRIORITY_FIELDS, team: UUID });
const WRITTEN_PRIORITY = named('WrittenPriority', { ...PRIORITY_FIELDS, team: INTEGER });
const TAG_FIELDS = { unique_id: UUID, name: TEXT, color: TEXT, creation_date: DATE_TIME };
const TAG = named('Tag', { ...TAG_FIELDS, team: UUID });
const WRITTEN_TAG = named('WrittenTag', { ...TAG_FIELDS, team: INTEGER });

const SLA = named('Sla', {
  unique_id: UUID,
  name: TEXT,
  description: TEXT,
  is_active: YES_NO,
  conditions: TEXT,
  acknowledge_time: orNull(INTEGER),
  resolve_time: orNull(INTEGER),
  escalations: listOf(
    shape({
      responders: listOf(shape({ unique_id: UUID }, { user: TEXT, schedule: UUID })),
      unique_id: UUID,
      time: INTEGER,
      type: { enum: [1, 2] },
    }),
  ),
  team: INTEGER,
  creation_date: DATE_TIME,
});

const TASK_TEMPLATE = named('TaskTemplate', {
  ...{ unique_id: UUID, team: UUID, name: TEXT, summary: TEXT, due_immediately: { enum: [0, 1] } },
  creation_date: DATE_TIME,
});

const TASK = named('Task', {
  unique_id: UUID,
  task_template: UUID,
  title: TEXT,
  description: TEXT,
  due_in: orNull(INTEGER),
  creation_date: DATE_TIME,
  role: orNull(UUID),
  position: INTEGER,
});

const POST_INCIDENT_TASK = named('PostIncidentTask', {
  unique_id: UUID,
  team: UUID,
  title: TEXT,
  description: TEXT,
  status: { enum: [0, 1, 2] },
  due_in_time: orNull(DATE_TIME),
  assigned_to: orNull(TEXT),
  creation_date: DATE_TIME,
});

/** What the routes of teams answer. */
export const TEAM_ANSWERS: AnswersOf<typeof TEAM_ROUTES> = {
  listTeams: listOf(TEAM),
  createTeam: TEAM,
  getTeam: TEAM,
  updateTeam: TEAM,
  getTeamPermissions: PERMISSIONS,
  putTeamPermissions: PERMISSIONS,
  listTeamMembers: listOf(TEAM_MEMBER),
  createTeamMember: WRITTEN_MEMBER,
  getTeamMember: TEAM_MEMBER,
  updateTeamMember: WRITTEN_MEMBER,
  listMaintenanceWindows: listOf(MAINTENANCE),
  createMaintenanceWindow: MAINTENANCE,
  getMaintenanceWindow: MAINTENANCE,
  putMaintenanceWindow: MAINTENANCE,
  patchMaintenanceWindow: MAINTENANCE,
};

/** What the routes of a team's resources answer. */
export const TEAM_RESOURCE_ANSWERS: AnswersOf<typeof TEAM_RESOURCE_ROUTES> = {
  listEscalationPolicies: listOf(ESCALATION_POLICY),
  createEscalationPolicy: ESCALATION_POLICY,
  getEscalationPolicy: ESCALATION_POLICY,
  updateEscalationPolicy: ESCALATION_POLICY,
  listSchedules: listOf(SCHEDULE),
  createSchedule: SCHEDULE,
  getSchedule: SCHEDULE,
  updateSchedule: SCHEDULE,
  listPriorities: listOf(PRIORITY),
  createPriority: WRITTEN_PRIORITY,
  getPriority: PRIORITY,
  updatePriority: WRITTEN_PRIORITY,
  listTags: listOf(TAG),
  createTag: WRITTEN_TAG,
  getTag: TAG,
  updateTag: WRITTEN_TAG,
  listSlas: listOf(SLA),
  createSla: SLA,
  getSla: SLA,
  updateSla: SLA,
  listIncidentRoles: listOf(INCIDENT_ROLE),
  createIncidentRole: INCIDENT_ROLE,
  getIncidentRole: INCIDENT_ROLE,
  updateIncidentRole: INCIDENT_ROLE,
  listTaskTemplates: listOf(TASK_TEMPLATE),
  createTaskTemplate: TASK_TEMPLATE,
  getTaskTemplate: TASK_TEMPLATE,
  updateTaskTemplate: TASK_TEMPLATE,
  listTasks: listOf(TASK),
  createTask: TASK,
  getTask: TASK,
  updateTask: TASK,
  listPostIncidentTasks: pageOf(POST_INCIDENT_TASK),
  createPostIncidentTask: POST_INCIDENT_TASK,
  getPostIncidentTask: POST_INCIDENT_TASK,
  updatePostIncidentTask: POST_INCIDENT_TASK,
  listOnCall: listOf(
    shape({
      escalation_policy: shape(POLICY_FIELDS),
      team: shape({ unique_id: UUID, name: TEXT }),
      users: listOf(USER),
    }),
  ),
};
