import { createHash } from 'node:crypto';
import type { JsonObject } from '../../contracts/json';
import type { PostIncidentTask, Priority, Sla, Tag, Task, TaskTemplate } from '../../contracts/team-resources';
import { toWireDate, toWireSeconds } from './wire-date';

/** Largest that fits 32 bits with a sign. */
const LARGEST_NUMBER = 2 ** 31 - 1;

/**
 * The number that stands for a team where clients decode one (contract §1.10): of a team always the same, from its id,
 * from 1 to 2^31 - 1. It is shown and never read.
 */
export function teamNumber(team: string): number {
  return (createHash('sha256').update(team).digest().readUInt32BE(0) % LARGEST_NUMBER) + 1;
}

/** What a written resource shows in the place of its team's id. */
export function withTeamNumber<T extends { readonly team: string }>(view: (resource: T) => JsonObject) {
  return (resource: T): JsonObject => ({ ...view(resource), team: teamNumber(resource.team) });
}

/** A priority as the wire shows it (contract §1.10). */
export function viewPriority({ id, name, description, color, created_at, team }: Priority): JsonObject {
  return { unique_id: id, name, description, color, creation_date: toWireDate(created_at), team };
}

/** A tag as the wire shows it (contract §1.10). */
export function viewTag({ id, name, color, created_at, team }: Tag): JsonObject {
  return { unique_id: id, name, color, creation_date: toWireDate(created_at), team };
}

/** An SLA as the wire shows it (contract §1.10). A responder has the one key of the two that says something. */
export function viewSla(sla: Sla): JsonObject {
  return {
    unique_id: sla.id,
    name: sla.name,
    description: sla.description,
    is_active: sla.is_active,
    conditions: sla.conditions,
    acknowledge_time: sla.acknowledge_time,
    resolve_time: sla.resolve_time,
    escalations: sla.escalations.map(({ id, time, type, responders }) => ({
      responders: responders.map(({ id: responder, user, schedule }) => ({
        ...(user === null ? { schedule } : { user }),
        unique_id: responder,
      })),
      unique_id: id,
      time,
      type,
    })),
    team: teamNumber(sla.team),
    creation_date: toWireDate(sla.created_at),
  };
}

/** A task template as the wire shows it; its tasks have a route of their own (contract §1.10). */
export function viewTaskTemplate(template: TaskTemplate): JsonObject {
  const { id, team, name, summary, due_immediately, created_at } = template;
  return { unique_id: id, team, name, summary, due_immediately, creation_date: toWireDate(created_at) };
}

/** A task of a template as the wire shows it (contract §1.10). */
export function viewPostIncidentTask(task: PostIncidentTask): JsonObject {
  const { id, team, title, description, status, due_in_time, assigned_to, created_at } = task;
  return {
    unique_id: id,
    team,
    title,
    description,
    status,
    // Without decimals: the Terraform provider reads no other form.
    due_in_time: due_in_time === null ? null : toWireSeconds(due_in_time),
    assigned_to,
    creation_date: toWireDate(created_at),
  };
}

export function viewTask({
  id,
  task_template,
  title,
  description,
  due_in,
  role,
  position,
  created_at,
}: Task): JsonObject {
  const creation_date = toWireDate(created_at);
  return { unique_id: id, task_template, title, description, due_in, creation_date, role, position };
}
