import type { BodyOf } from '../../../contracts/schemas/body-schemas';
import { viewPriority, withTeamNumber } from '../../../domain/views/team-resource-views';
import { collectionOf } from '../collection';
import { madeIn, stillUsed, teamParent } from './of-team';

/** The priorities of a team (contract §1.10). */
export const PRIORITIES = collectionOf({
  kind: 'priority',
  param: 'priority',
  parent: teamParent,
  fresh: (parent, made) => ({ ...madeIn(parent, made), name: '', description: '', color: '' }),
  change: (before, { name, description, color }: BodyOf<'priorityChange'>) => ({
    ok: true,
    resource: {
      ...before,
      name: name ?? before.name,
      description: description ?? before.description,
      color: color ?? before.color,
    },
  }),
  usedBy: async ({ directory }, { id, team }) => {
    const services = await directory.services(team);
    return stillUsed(
      'The priority',
      services.filter(({ team_priority }) => team_priority === id),
    );
  },
  view: viewPriority,
  viewWritten: withTeamNumber(viewPriority),
});
