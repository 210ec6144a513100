import type { BodyOf } from '../../../contracts/schemas/body-schemas';
import { viewIncidentRole } from '../../../domain/views/incident-role-view';
import { collectionOf } from '../collection';
import type { ApiDeps } from '../deps';
import { madeIn, stillUsed, teamParent } from './of-team';

/** Rank of a role whose maker says none. */
const FIRST_RANK = 1;

/** The incident roles of a team (contract §1.2, §1.10). */
export const INCIDENT_ROLES = collectionOf({
  kind: 'role',
  param: 'role',
  parent: teamParent,
  fresh: (parent, made) => ({ ...madeIn(parent, made), title: '', description: '', rank: FIRST_RANK }),
  change: (before, { title, description, rank }: BodyOf<'roleChange'>) => ({
    ok: true,
    resource: {
      ...before,
      title: title ?? before.title,
      description: description ?? before.description,
      rank: rank ?? before.rank,
    },
  }),
  usedBy: async (deps, { id, team }) => {
    const tasks = await tasksOf(deps, team);
    const names = tasks.filter(({ role }) => role === id).map(({ title }) => ({ name: title }));
    return stillUsed('The role', names);
  },
  view: viewIncidentRole,
});

/** The tasks of all templates of a team. */
async function tasksOf({ directory }: Pick<ApiDeps, 'directory'>, team: string) {
  const templates = await directory.resources('task_template', team);
  return (await Promise.all(templates.map(({ id }) => directory.resources('task', id)))).flat();
}
