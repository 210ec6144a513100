import { collectionRoutes } from './collection-routes';
import { TEAM } from './paths';

/** What a team has beside its services (contract §1.10). */
export const TEAM_RESOURCE_ROUTES = {
  ...collectionRoutes({
    ...{ one: 'EscalationPolicy', many: 'EscalationPolicies', path: `${TEAM}escalation_policies/` },
    ...{ param: 'escalation_policy', create: 'escalationPolicy', change: 'escalationPolicyChange' },
    ...{ called: 'an escalation policy', calledAll: 'The escalation policies of a team' },
  }),
  ...collectionRoutes({
    ...{ one: 'Schedule', many: 'Schedules', path: `${TEAM}schedules/` },
    ...{ param: 'schedule', create: 'schedule', change: 'scheduleChange' },
    ...{ called: 'a schedule', calledAll: 'The schedules of a team' },
  }),
  ...collectionRoutes({
    ...{ one: 'Priority', many: 'Priorities', path: `${TEAM}priority/` },
    ...{ param: 'priority', create: 'priority', change: 'priorityChange' },
    ...{ called: 'a priority', calledAll: 'The priorities of a team' },
  }),
  ...collectionRoutes({
    ...{ one: 'Tag', many: 'Tags', path: `${TEAM}tags/` },
    ...{ param: 'tag', create: 'tag', change: 'tagChange' },
    ...{ called: 'a tag', calledAll: 'The tags of a team' },
  }),
  ...collectionRoutes({
    ...{ one: 'Sla', many: 'Slas', path: `${TEAM}sla/` },
    ...{ param: 'sla', create: 'sla', change: 'slaChange' },
    ...{ called: 'an SLA', calledAll: 'The SLAs of a team' },
  }),
  ...collectionRoutes({
    ...{ one: 'IncidentRole', many: 'IncidentRoles', path: `${TEAM}roles/` },
    ...{ param: 'role', create: 'role', change: 'roleChange' },
    ...{ called: 'an incident role', calledAll: 'The incident roles of a team' },
  }),
  ...collectionRoutes({
    ...{ one: 'TaskTemplate', many: 'TaskTemplates', path: `${TEAM}task_templates/` },
    ...{ param: 'task_template', create: 'taskTemplate', change: 'taskTemplateChange' },
    ...{ called: 'a task template', calledAll: 'The task templates of a team' },
  }),
  ...collectionRoutes({
    ...{ one: 'Task', many: 'Tasks', path: `${TEAM}task_templates/{task_template}/tasks/` },
    ...{ param: 'task', create: 'task', change: 'taskChange' },
    ...{ called: 'a task of a template', calledAll: 'The tasks of a task template' },
  }),
  ...collectionRoutes({
    ...{ one: 'PostIncidentTask', many: 'PostIncidentTasks', path: `${TEAM}post_incident_tasks/` },
    ...{ param: 'post_incident_task', create: 'postIncidentTask', change: 'postIncidentTaskChange' },
    ...{ called: 'a task after an incident', calledAll: 'The tasks of a team after incidents' },
  }),
  listOnCall: {
    methods: ['GET'],
    path: `${TEAM}oncall/`,
    access: 'read',
    summary: 'Who is on call now, by each escalation policy of a team',
  },
} as const;
