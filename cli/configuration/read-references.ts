import { API_ROUTES } from '../../core/contracts/api-routes';
import { TEAM } from '../../core/contracts/api-routes/paths';
import { ApiFailure } from '../http/api-failure';
import { pathOf, type ApiClient } from '../http/api-client';
import { inRounds } from './in-rounds';
import { References, type NamedThing } from './references';
import type { NamedKind } from './text-references';

/** Lists below a team of what can be referred to (contract §1.10), and what their names are called. */
const LISTS: readonly { readonly kind: NamedKind; readonly list: string; readonly name: 'name' | 'title' }[] = [
  { kind: 'escalation_policy', list: 'escalation_policies', name: 'name' },
  { kind: 'schedule', list: 'schedules', name: 'name' },
  { kind: 'priority', list: 'priority', name: 'name' },
  { kind: 'tag', list: 'tags', name: 'name' },
  { kind: 'sla', list: 'sla', name: 'name' },
  { kind: 'task_template', list: 'task_templates', name: 'name' },
  { kind: 'role', list: 'roles', name: 'title' },
];

/** The account's users, named by their e-mail addresses. */
export async function readUsers(api: ApiClient): Promise<References> {
  const users = await api.call<readonly { readonly user: { readonly username: string; readonly email: string } }[]>(
    'GET',
    API_ROUTES.listUsers.path,
  );
  return new References(users.map(({ user }) => ({ kind: 'user', name: user.email, id: user.username })));
}

/** What a team's configuration can refer to, beside users. */
export async function readTeamThings(api: ApiClient, team: string): Promise<readonly NamedThing[]> {
  const lists = await inRounds(LISTS, async ({ kind, list, name }) => {
    const things = await readList(api, `${pathOf(TEAM, { team })}${list}/`);
    return things.map((thing): NamedThing => ({ kind, name: thing[name] ?? '', id: thing.unique_id }));
  });
  return lists.flat();
}

interface WireThing {
  readonly unique_id: string;
  readonly name?: string;
  readonly title?: string;
}

async function readList(api: ApiClient, path: string): Promise<readonly WireThing[]> {
  try {
    return await api.call('GET', path);
  } catch (error) {
    // An older deployment has no such list, and so nothing that could be referred to.
    if (error instanceof ApiFailure && error.status === 404) return [];
    throw error;
  }
}
