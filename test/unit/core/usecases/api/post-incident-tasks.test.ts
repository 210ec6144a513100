import { describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../../../support/builders/api-world';
import { PATHS } from '../../../../support/builders/api-paths';
import { aTeam, aUser } from '../../../../support/builders/resources';

const TASKS = `${PATHS.team}post_incident_tasks/`;

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly results: readonly { readonly unique_id: string; readonly title: string }[];
}

async function start() {
  const world = await new ApiWorld().settle();
  const api = await world.as();
  const make = async (body: object) =>
    (await api('POST', TASKS, { body: { ...body } })).body as Page['results'][number];
  return { api, make };
}

describe('tasks after incidents', () => {
  it('are made with defaults, changed by what a body names, and deleted', async () => {
    const { api, make } = await start();
    const made = await make({ title: 'Write it up' });
    const smallest = { team: aTeam().id, description: '', status: 0, due_in_time: null, assigned_to: null };
    expect(made).toMatchObject({ title: 'Write it up', ...smallest });
    const path = `${TASKS}${made.unique_id}/`;
    const change = { status: 1, due_in_time: '2030-01-07 09:00', assigned_to: aUser().username };
    const changed = { ...made, ...change, due_in_time: '2030-01-07T09:00:00Z' };
    expect(await api('PATCH', path, { body: change })).toMatchObject({ status: 200, body: changed });
    expect((await api('GET', path)).body).toEqual(changed);
    expect((await api('PUT', path, { body: { due_in_time: '', assigned_to: null } })).body).toEqual({
      ...changed,
      due_in_time: null,
      assigned_to: null,
    });
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
  });

  it('come in numbered pages, oldest first', async () => {
    const { api, make } = await start();
    for (const title of ['first', 'second', 'third']) await make({ title });
    const page = async (query: string) => (await api('GET', `${TASKS}${query}`)).body as Page;
    const { count, next, results } = await page('?page_size=2');
    expect({ count, titles: results.map(({ title }) => title) }).toEqual({ count: 3, titles: ['first', 'second'] });
    expect(next).toBe(`https://tocsin.example${TASKS}?page=2&page_size=2`);
    expect((await page('?page=2&page_size=2')).results.map(({ title }) => title)).toEqual(['third']);
    expect((await api('GET', `${TASKS}?page=3&page_size=2`)).status).toBe(404);
  });

  it.each([
    [{ title: 'T', due_in_time: 'soon' }, 'due_in_time'],
    [{ title: 'T', assigned_to: 'nobody' }, 'assigned_to'],
    [{ title: 'T', status: 3 }, 'status'],
    [{}, 'title'],
  ])('refuse %j', async (body, path) => {
    const { api } = await start();
    const answer = await api('POST', TASKS, { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ path })] } });
  });
});
