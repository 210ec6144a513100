import type { FieldError } from '../../../contracts/json';
import type { Schedule } from '../../../contracts/schedule';
import { changeSchedule } from '../../../domain/on-call/change-schedule';
import { viewSchedule } from '../../../domain/views/schedule-view';
import { collectionOf } from '../collection';
import type { ApiDeps } from '../deps';
import { checkUser, madeIn, stillUsed, teamParent } from './of-team';

/** The schedules of a team (contract §1.10). */
export const SCHEDULES = collectionOf({
  kind: 'schedule',
  param: 'schedule',
  parent: teamParent,
  fresh: (parent, made) => ({
    ...madeIn(parent, made),
    ...{ name: '', summary: '', description: '', time_zone: 'UTC', layers: [], overrides: [] },
  }),
  change: changeSchedule,
  check: checkUsers,
  usedBy,
  view: viewSchedule,
});

async function checkUsers(
  deps: Pick<ApiDeps, 'directory'>,
  { account, layers, overrides }: Schedule,
): Promise<readonly FieldError[]> {
  const named = [
    ...layers.flatMap(({ users }, i) => users.map(({ user }, j) => ({ user, path: `layers[${i}].users[${j}].user` }))),
    ...overrides.map(({ user }, i) => ({ user, path: `overrides[${i}].user` })),
  ];
  // The same few people many times: each is looked up once.
  const people = [...new Set(named.map(({ user }) => user))];
  const checked = await Promise.all(
    people.map(async (user) => [user, await checkUser(deps, account, user, '')] as const),
  );
  const errorsOf = new Map(checked);
  return named.flatMap(({ user, path }) => (errorsOf.get(user) ?? []).map((error) => ({ ...error, path })));
}

async function usedBy({ directory }: Pick<ApiDeps, 'directory'>, { id, team }: Schedule): Promise<string | null> {
  const [policies, slas] = await Promise.all([directory.escalationPolicies(team), directory.resources('sla', team)]);
  const users = [
    ...policies.filter(({ rules }) => rules.some(({ targets }) => targets.some(({ target_id }) => target_id === id))),
    ...slas.filter(({ escalations }) =>
      escalations.some(({ responders }) => responders.some(({ schedule }) => schedule === id)),
    ),
  ];
  return stillUsed('The schedule', users);
}
