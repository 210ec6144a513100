import type {
  IncidentRole,
  PostIncidentTask,
  Priority,
  Sla,
  Tag,
  Task,
  TaskTemplate,
} from '../../../core/contracts/team-resources';
import { ACCOUNT, aTeam, aUser } from './resources';
import { aSchedule } from './schedules';

const OWN = { account: ACCOUNT, team: aTeam().id, created_at: 1_760_000_000_000_000 };

export function aPriority(over: Partial<Priority> = {}): Priority {
  const id = 'b1c3a4d5-0f1e-4a2b-8c3d-4e5f60718293';
  return { ...OWN, id, name: 'P2', description: 'Soon', color: 'red', ...over };
}

export function aTag(over: Partial<Tag> = {}): Tag {
  return { ...OWN, id: 'c2d4b5e6-1a2f-4b3c-9d4e-5f6071829304', name: 'database', color: 'green', ...over };
}

export function anSla(over: Partial<Sla> = {}): Sla {
  const responder = { id: 'd3e5c6f7-2b3a-4c4d-8e5f-607182930415', user: aUser().username, schedule: null };
  return {
    ...OWN,
    id: 'e4f6d7a8-3c4b-4d5e-9f60-718293041526',
    name: 'Gold',
    description: '',
    is_active: true,
    conditions: '{}',
    acknowledge_time: 600,
    resolve_time: 3_600,
    escalations: [{ id: 'f5a7e8b9-4d5c-4e6f-8a71-829304152637', time: -60, type: 1, responders: [responder] }],
    ...over,
  };
}

export function anIncidentRole(over: Partial<IncidentRole> = {}): IncidentRole {
  const id = 'a6b8f9c0-5e6d-4f70-9b82-930415263748';
  return { ...OWN, id, title: 'Scribe', description: 'Writes', rank: 2, ...over };
}

export function aTaskTemplate(over: Partial<TaskTemplate> = {}): TaskTemplate {
  const id = 'b7c9a0d1-6f7e-4081-8c93-041526374859';
  return { ...OWN, id, name: 'Outage', summary: 'What to do', due_immediately: 0, ...over };
}

export function aTask(over: Partial<Task> = {}): Task {
  return {
    ...OWN,
    id: 'c8d0b1e2-7a8f-4192-9da4-152637485960',
    task_template: aTaskTemplate().id,
    title: 'Call the provider',
    description: '',
    due_in: 900,
    role: null,
    position: 1,
    ...over,
  };
}

export function aPostIncidentTask(over: Partial<PostIncidentTask> = {}): PostIncidentTask {
  const texts = { title: 'Write it up', description: 'Who, what, when' };
  const id = 'd9e1c2f3-8b90-42a3-8eb5-263748596071';
  return { ...OWN, id, ...texts, status: 0, due_in_time: 1_760_100_000_000_000, assigned_to: null, ...over };
}

/** One of each kind, as a test's world takes them. */
export const TEAM_RESOURCES = {
  schedule: aSchedule(),
  priority: aPriority(),
  tag: aTag(),
  sla: anSla(),
  role: anIncidentRole(),
  task_template: aTaskTemplate(),
  task: aTask(),
  post_incident_task: aPostIncidentTask(),
} as const;
