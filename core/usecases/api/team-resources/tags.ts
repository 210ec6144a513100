import type { BodyOf } from '../../../contracts/schemas/body-schemas';
import { viewTag, withTeamNumber } from '../../../domain/views/team-resource-views';
import { collectionOf } from '../collection';
import { madeIn, teamParent } from './of-team';

/** The tags of a team (contract §1.10). Deleting one takes it off no incident: an unknown tag is shown by none. */
export const TAGS = collectionOf({
  kind: 'tag',
  param: 'tag',
  parent: teamParent,
  fresh: (parent, made) => ({ ...madeIn(parent, made), name: '', color: '' }),
  change: (before, { name, color }: BodyOf<'tagChange'>) => ({
    ok: true,
    resource: { ...before, name: name ?? before.name, color: color ?? before.color },
  }),
  view: viewTag,
  viewWritten: withTeamNumber(viewTag),
});
