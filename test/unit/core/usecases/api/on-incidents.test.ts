import { describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../../../support/builders/api-world';
import { ACCOUNT, aService, aTeam, aUser } from '../../../../support/builders/resources';

const TAG = 'd3b0c7a1-5b1e-4a53-8f0e-6d0a3f1b2c4d';
const NOBODY = 'c2b8e7f6-1111-4a53-8f0e-6d0a3f1b2c4d';
const PAM = aUser({
  username: '11111111-2222-4333-8444-5',
  first_name: 'Pam',
  last_name: 'Beesly',
  email: 'pam@x.org',
});

async function start() {
  const world = await new ApiWorld().settle();
  await world.resources.put('user', PAM);
  const made = { account: ACCOUNT, team: aTeam().id, created_at: 1_790_000_000_000_000 };
  await world.resources.put('tag', { ...made, id: TAG, name: 'database', color: 'red' });
  const api = await world.as('write');
  const { body } = await api('POST', '/api/incidents/', { body: { title: 'Disk full', service: aService().id } });
  return { world, api, incident: body as { readonly unique_id: string; readonly creation_date: string } };
}

describe('notes of an incident', () => {
  it('are written, read, written anew and deleted', async () => {
    const { api, incident } = await start();
    const first = await api('POST', '/api/incidents/1/note/', { body: { note: 'It is the disk', user: 'ignored' } });
    const note = {
      unique_id: expect.stringMatching(/^[2-9A-HJ-NP-Za-km-z]{22}$/),
      incident: 1,
      user: aUser().username,
      note: 'It is the disk',
      user_name: `${aUser().first_name} ${aUser().last_name}`,
      creation_date: expect.stringMatching(/^2026-/),
    };
    expect(first).toMatchObject({ status: 201, body: note });
    const path = `/api/incidents/${incident.unique_id}/note/${(first.body as { unique_id: string }).unique_id}/`;
    expect(await api('GET', path)).toMatchObject({ status: 200, body: first.body });
    const anew = await api('PUT', path, { body: { note: 'It was the disk' } });
    expect(anew).toMatchObject({ status: 200, body: { ...(first.body as object), note: 'It was the disk' } });
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
    expect((await api('DELETE', path)).status).toBe(404);
  });

  it('come in pages, newest first', async () => {
    const { api } = await start();
    for (const note of ['one', 'two', 'three']) await api('POST', '/api/incidents/1/note/', { body: { note } });
    const page = await api('GET', '/api/incidents/1/note/?page_size=2');
    expect(page.body).toMatchObject({
      count: 3,
      next: 'https://tocsin.example/api/incidents/1/note/?page=2&page_size=2',
      results: [{ note: 'three' }, { note: 'two' }],
    });
    expect((await api('GET', '/api/incidents/1/note/?page=2&page_size=2')).body).toMatchObject({
      next: null,
      results: [{ note: 'one' }],
    });
    expect((await api('GET', '/api/incidents/1/note/?page=3&page_size=2')).status).toBe(404);
  });

  it('belong to their incident and say something', async () => {
    const { api } = await start();
    await api('POST', '/api/incidents/', { body: { title: 'Other', service: aService().id } });
    const { body } = await api('POST', '/api/incidents/1/note/', { body: { note: 'x' } });
    const { unique_id } = body as { readonly unique_id: string };
    expect((await api('GET', `/api/incidents/2/note/${unique_id}/`)).status).toBe(404);
    for (const note of ['', ' ', 5, null]) {
      expect((await api('POST', '/api/incidents/1/note/', { body: { note } })).status).toBe(400);
    }
    expect((await api('POST', '/api/incidents/3/note/', { body: { note: 'x' } })).status).toBe(404);
  });
});

describe('tags of an incident', () => {
  it('are put on, shown everywhere, and taken off', async () => {
    const { world, api, incident } = await start();
    const put = await api('POST', '/api/incidents/1/tags/', { body: { team_tag: TAG } });
    const tag = {
      unique_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      incident: 1,
      creation_date: incident.creation_date,
      name: 'database',
      color: 'red',
      tag_id: TAG,
      team_tag: TAG,
    };
    expect(put).toMatchObject({ status: 201, body: tag });
    expect((await api('POST', '/api/incidents/1/tags/', { body: { team_tag: TAG } })).body).toEqual(put.body);
    expect((await api('GET', '/api/incidents/1/tags/')).body).toEqual([put.body]);
    expect((await api('GET', '/api/incidents/1/')).body).toMatchObject({ tags: [tag] });
    const filtered = await api('POST', '/api/incidents/filter/', { body: { tag_ids: [TAG] } });
    expect(filtered.body).toMatchObject({ results: [{ incident_number: 1, tags: [tag] }] });
    const path = `/api/incidents/1/tags/${(put.body as { unique_id: string }).unique_id}/`;
    expect((await api('GET', path)).body).toEqual(put.body);
    expect((await api('GET', `/api/incidents/1/tags/${TAG}/`)).body).toEqual(put.body);
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('DELETE', path)).status).toBe(404);
    expect((await api('GET', '/api/incidents/1/tags/')).body).toEqual([]);
    expect(world.entities.stream.filter(({ transitioned }) => transitioned)).toHaveLength(1);
  });

  it.each([NOBODY, 'database', ''])('are the team’s: %j is refused', async (team_tag) => {
    const { api } = await start();
    const answer = await api('POST', '/api/incidents/1/tags/', { body: { team_tag } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'team_tag' }] } });
  });

  it('may be put on a resolved incident, and not without bound', async () => {
    const { world, api } = await start();
    await api('PATCH', '/api/incidents/1/', { body: { status: 3 } });
    expect((await api('POST', '/api/incidents/1/tags/', { body: { team_tag: TAG } })).status).toBe(201);
    const [key, head] = [...world.entities.heads][0]!;
    const tags = Array.from({ length: 50 }, (_, i) => `tag ${i}`);
    world.entities.heads.set(key, { ...head, incident: { ...head.incident!, tags } });
    expect((await api('POST', '/api/incidents/1/tags/', { body: { team_tag: TAG } })).status).toBe(409);
    expect((await api('GET', '/api/incidents/1/tags/')).body).toEqual([]);
  });
});

describe('responders of an incident', () => {
  const LIST = '/api/v2/incidents/1/responders/';

  it('are asked once each, answer, and are let go', async () => {
    const { api } = await start();
    const asked = await api('POST', LIST, { body: { user: PAM.username } });
    const pam = { username: PAM.username, first_name: 'Pam', last_name: 'Beesly', email: 'pam@x.org' };
    expect(asked).toMatchObject({ status: 201, body: { incident: 1, user: pam, response_status: 3 } });
    expect((await api('POST', LIST, { body: { user: PAM.username } })).body).toEqual(asked.body);
    expect((await api('GET', LIST)).body).toMatchObject({ count: 1, next: null, results: [asked.body] });
    const path = `/api/incidents/1/responders/${(asked.body as { unique_id: string }).unique_id}/`;
    expect((await api('PATCH', path, { body: { response_status: 1 } })).body).toMatchObject({ response_status: 1 });
    expect((await api('POST', LIST, { body: { user: PAM.username } })).body).toMatchObject({ response_status: 1 });
    expect((await api('GET', path)).body).toMatchObject({ response_status: 1, user: pam });
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
  });

  it.each([{ user: 'nobody' }, { user: 'x/y' }, {}, { user: 5 }])('refuses %j', async (body) => {
    const { api } = await start();
    expect((await api('POST', LIST, { body })).status).toBe(400);
  });
});
