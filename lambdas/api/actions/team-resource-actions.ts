import type { TEAM_RESOURCE_ROUTES } from '../../../core/contracts/api-routes/team-resource-routes';
import { ESCALATION_POLICIES } from '../../../core/usecases/api/escalation-policies';
import { listOnCall } from '../../../core/usecases/api/on-call';
import { INCIDENT_ROLES } from '../../../core/usecases/api/team-resources/incident-roles';
import {
  POST_INCIDENT_TASKS,
  listPostIncidentTasks,
} from '../../../core/usecases/api/team-resources/post-incident-tasks';
import { PRIORITIES } from '../../../core/usecases/api/team-resources/priorities';
import { SCHEDULES } from '../../../core/usecases/api/team-resources/schedules';
import { SLAS } from '../../../core/usecases/api/team-resources/slas';
import { TAGS } from '../../../core/usecases/api/team-resources/tags';
import { TASKS, TASK_TEMPLATES } from '../../../core/usecases/api/team-resources/task-templates';
import type { ActionsOf } from './action';

/** What serves TEAM_RESOURCE_ROUTES. */
export const TEAM_RESOURCE_ACTIONS: ActionsOf<typeof TEAM_RESOURCE_ROUTES> = {
  listEscalationPolicies: ESCALATION_POLICIES.list,
  createEscalationPolicy: ESCALATION_POLICIES.create,
  getEscalationPolicy: ESCALATION_POLICIES.get,
  updateEscalationPolicy: ESCALATION_POLICIES.update,
  deleteEscalationPolicy: ESCALATION_POLICIES.remove,
  listSchedules: SCHEDULES.list,
  createSchedule: SCHEDULES.create,
  getSchedule: SCHEDULES.get,
  updateSchedule: SCHEDULES.update,
  deleteSchedule: SCHEDULES.remove,
  listPriorities: PRIORITIES.list,
  createPriority: PRIORITIES.create,
  getPriority: PRIORITIES.get,
  updatePriority: PRIORITIES.update,
  deletePriority: PRIORITIES.remove,
  listTags: TAGS.list,
  createTag: TAGS.create,
  getTag: TAGS.get,
  updateTag: TAGS.update,
  deleteTag: TAGS.remove,
  listSlas: SLAS.list,
  createSla: SLAS.create,
  getSla: SLAS.get,
  updateSla: SLAS.update,
  deleteSla: SLAS.remove,
  listIncidentRoles: INCIDENT_ROLES.list,
  createIncidentRole: INCIDENT_ROLES.create,
  getIncidentRole: INCIDENT_ROLES.get,
  updateIncidentRole: INCIDENT_ROLES.update,
  deleteIncidentRole: INCIDENT_ROLES.remove,
  listTaskTemplates: TASK_TEMPLATES.list,
  createTaskTemplate: TASK_TEMPLATES.create,
  getTaskTemplate: TASK_TEMPLATES.get,
  updateTaskTemplate: TASK_TEMPLATES.update,
  deleteTaskTemplate: TASK_TEMPLATES.remove,
  listTasks: TASKS.list,
  createTask: TASKS.create,
  getTask: TASKS.get,
  updateTask: TASKS.update,
  deleteTask: TASKS.remove,
  listPostIncidentTasks,
  createPostIncidentTask: POST_INCIDENT_TASKS.create,
  getPostIncidentTask: POST_INCIDENT_TASKS.get,
  updatePostIncidentTask: POST_INCIDENT_TASKS.update,
  deletePostIncidentTask: POST_INCIDENT_TASKS.remove,
  listOnCall,
};
