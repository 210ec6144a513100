import type { BodyOf } from '../../../contracts/schemas/body-schemas';
import { isUuid } from '../../../domain/is-uuid';
import { referenceOf } from '../../../domain/service-rules';
import { viewTask, viewTaskTemplate } from '../../../domain/views/team-resource-views';
import { collectionOf } from '../collection';
import type { ApiDeps } from '../deps';
import { findTeam, type TeamPath } from '../find';
import type { Caller } from '../request';
import { madeIn, stillUsed, teamParent } from './of-team';

/** The task templates of a team (contract §1.10). Deleting one deletes its tasks. */
export const TASK_TEMPLATES = collectionOf({
  kind: 'task_template',
  param: 'task_template',
  parent: teamParent,
  fresh: (parent, made) => ({ ...madeIn(parent, made), name: '', summary: '', due_immediately: 0 }),
  change: (before, { name, summary, due_immediately }: BodyOf<'taskTemplateChange'>) => ({
    ok: true,
    resource: {
      ...before,
      name: name ?? before.name,
      summary: summary ?? before.summary,
      due_immediately: due_immediately ?? before.due_immediately,
    },
  }),
  usedBy: async ({ directory }, { id, team }) => {
    const services = await directory.services(team);
    return stillUsed(
      'The task template',
      services.filter(({ task_template }) => task_template === id),
    );
  },
  view: viewTaskTemplate,
});

type TaskPath = TeamPath & { readonly task_template: string };

async function templateOf(deps: Pick<ApiDeps, 'directory'>, caller: Caller, path: TaskPath) {
  const team = isUuid(path.task_template) ? await findTeam(deps, caller, path) : null;
  const template = team === null ? null : await deps.directory.resource('task_template', team.id, path.task_template);
  return template === null ? null : { kind: 'task_template' as const, resource: template };
}

/** The tasks of a task template (contract §1.10). */
export const TASKS = collectionOf({
  kind: 'task',
  param: 'task',
  parent: templateOf,
  fresh: ({ resource: { account, team, id } }, made) => ({
    ...{ ...made, account, team, task_template: id },
    ...{ title: '', description: '', due_in: 0, role: null, position: 1 },
  }),
  change: (before, body: BodyOf<'taskChange'>) => ({
    ok: true,
    resource: {
      ...before,
      title: body.title ?? before.title,
      description: body.description ?? before.description,
      due_in: body.due_in ?? before.due_in,
      role: body.role === undefined ? before.role : referenceOf(body.role),
      position: body.position ?? before.position,
    },
  }),
  check: async ({ directory }, { role, team }) => {
    const found = role === null || (isUuid(role) && (await directory.resource('role', team, role)) !== null);
    return found ? [] : [{ path: 'role', message: 'There is no incident role with this id in the team.' }];
  },
  view: viewTask,
});
