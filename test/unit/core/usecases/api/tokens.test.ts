import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { ApiWorld, client } from '../../../../support/builders/api-world';
import { aTeam, aUser } from '../../../../support/builders/resources';

const TOKENS = '/api/account/tokens/';
const OTHER_TEAM = aTeam({ id: '9d1f0a52-1c8e-4a0b-9f63-0d6c1e2f3a4b', name: 'Shipping' });

async function start() {
  const world = await new ApiWorld().settle();
  await world.resources.put('team', OTHER_TEAM);
  return { world, api: await world.as('admin') };
}

interface Made {
  readonly unique_id: string;
  readonly token: string;
}

function refusal(path: string) {
  return { status: 400, body: { errors: [{ path, message: expect.any(String) }] } };
}

describe('API tokens', () => {
  it('are shown once, and kept as a hash only', async () => {
    const { world, api } = await start();
    const made = await api('POST', TOKENS, { body: { name: 'CI', scope: 'write' } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'CI',
        scope: 'write',
        teams: null,
        user: aUser().username,
        token: expect.stringMatching(/^[0-9a-f]{40}$/),
      },
    });
    const { token } = made.body as Made;
    const listed = await api('GET', TOKENS);
    expect(listed.body).toContainEqual(expect.objectContaining({ name: 'CI' }));
    expect(JSON.stringify(listed.body)).not.toContain(token);
    expect(JSON.stringify(await world.resources.resources('token', aTeam().account))).not.toContain(token);
    expect(JSON.stringify(await world.resources.list(aTeam().account, { limit: 10 }))).not.toContain(token);
  });

  it.each(['Token', 'token', 'Bearer', 'TOKEN'])('are taken after the word %s', async (word) => {
    const { world, api } = await start();
    const { token } = (await api('POST', TOKENS, { body: { name: 'CI', scope: 'read' } })).body as Made;
    const headers = { authorization: `${word} ${token}` };
    expect((await client(world.handler)('GET', '/api/user/profile/', { headers })).status).toBe(200);
  });

  it('stop at once when they are deleted', async () => {
    const { world, api } = await start();
    const { token, unique_id } = (await api('POST', TOKENS, { body: { name: 'CI', scope: 'read' } })).body as Made;
    const withIt = client(world.handler, token);
    expect((await withIt('GET', '/api/user/profile/')).status).toBe(200);
    expect((await api('DELETE', `${TOKENS}${unique_id}/`)).status).toBe(204);
    expect(await withIt('GET', '/api/user/profile/')).toMatchObject({ status: 403 });
    expect((await api('DELETE', `${TOKENS}${unique_id}/`)).status).toBe(404);
  });

  it('limited to teams see and use those only', async () => {
    const { world, api } = await start();
    const body = { name: 'Shipping', scope: 'admin', teams: [OTHER_TEAM.id] };
    const { token } = (await api('POST', TOKENS, { body })).body as Made;
    const limited = client(world.handler, token);
    const teams = (await limited('GET', '/api/account/teams/')).body as readonly JsonObject[];
    expect(teams.map(({ name }) => name)).toEqual(['Shipping']);
    expect((await limited('GET', `/api/account/teams/${aTeam().id}/services/`)).status).toBe(404);
    expect((await limited('POST', '/api/account/teams/', { body: { name: 'New' } })).status).toBe(403);
    expect((await limited('GET', '/api/account/audit/')).status).toBe(403);
  });

  it('never make one that reaches further than they do', async () => {
    const { world } = await start();
    const limited = await world.as('admin', aTeam().account, aUser().username, [OTHER_TEAM.id]);
    const post = (body: Readonly<Record<string, unknown>>) => limited('POST', TOKENS, { body: { name: 'x', ...body } });
    expect(await post({ scope: 'read' })).toMatchObject(refusal('teams'));
    expect(await post({ scope: 'read', teams: null })).toMatchObject(refusal('teams'));
    expect(await post({ scope: 'read', teams: [aTeam().id] })).toMatchObject(refusal('teams[0]'));
    expect(await post({ scope: 'read', teams: [OTHER_TEAM.id, aTeam().id] })).toMatchObject(refusal('teams[1]'));
    expect((await post({ scope: 'admin', teams: [OTHER_TEAM.id] })).status).toBe(201);
  });

  it('that are limited see and delete none that reach further', async () => {
    const { world, api } = await start();
    const wide = (await api('POST', TOKENS, { body: { name: 'Wide', scope: 'read' } })).body as Made;
    const limited = await world.as('admin', aTeam().account, aUser().username, [OTHER_TEAM.id]);
    const listed = (await limited('GET', TOKENS)).body as readonly JsonObject[];
    expect(listed.map(({ teams }) => teams)).toEqual([[OTHER_TEAM.id]]);
    expect((await limited('DELETE', `${TOKENS}${wide.unique_id}/`)).status).toBe(404);
  });

  it.each([
    [{ scope: 'read' }, 'name'],
    [{ name: 'x' }, 'scope'],
    [{ name: 'x', scope: 'root' }, 'scope'],
    [{ name: 'x', scope: 'read', teams: [] }, 'teams'],
    [{ name: 'x', scope: 'read', teams: ['nonsense'] }, 'teams[0]'],
  ])('are refused as %j', async (body, path) => {
    const { api } = await start();
    expect(await api('POST', TOKENS, { body })).toMatchObject(refusal(path));
  });
});
