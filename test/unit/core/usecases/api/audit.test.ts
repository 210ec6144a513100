import { describe, expect, it } from '@jest/globals';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';
import { aTeam, aUser } from '../../../../support/builders/resources';

const AUDIT = '/api/account/audit/';

interface Page {
  readonly next: string | null;
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

async function start() {
  const world = await new ApiWorld().settle();
  const api = await world.as();
  const read = async (target = AUDIT): Promise<Page> => (await api('GET', target)).body as Page;
  return { world, api, read };
}

describe('the audit log', () => {
  it('tells who changed what, when, before and after', async () => {
    const { api, read } = await start();
    await api('PATCH', PATHS.team, { body: { name: 'Billing' } });
    expect((await read()).results).toEqual([
      {
        unique_id: expect.any(String),
        time: expect.stringMatching(/Z$/),
        user: aUser().username,
        token: expect.any(String),
        action: 'changed',
        resource_type: 'team',
        resource_id: aTeam().id,
        team: aTeam().id,
        before: expect.objectContaining({ name: 'Payments' }),
        after: expect.objectContaining({ name: 'Billing' }),
      },
    ]);
  });

  it('is read in pages that follow each other, newest first', async () => {
    const { api, read } = await start();
    for (const name of ['a', 'b', 'c']) await api('PATCH', PATHS.team, { body: { name } });
    const first = await read(`${AUDIT}?page_size=2`);
    expect(first.results.map(({ after }) => after)).toMatchObject([{ name: 'c' }, { name: 'b' }]);
    const second = await read(first.next!.replace('https://tocsin.example', ''));
    expect(second.results.map(({ after }) => after)).toMatchObject([{ name: 'a' }]);
    expect(second.next).toBeNull();
  });

  it('knows nothing of what was refused or only read', async () => {
    const { api, read } = await start();
    await api('PATCH', PATHS.team, { body: { name: '' } });
    await api('GET', PATHS.team);
    expect((await read()).results).toEqual([]);
  });

  it('says that an endpoint’s secrets changed, and never what they are', async () => {
    const { world, api, read } = await start();
    await world.integrate(anOutgoingIntegration());
    const path = `${PATHS.integrations}${anOutgoingIntegration().id}/configuration/`;
    const body = (password: string) => ({
      url: 'https://hook.example/',
      auth: { type: 'basic', username: 'me', password },
      headers: { 'X-Key': `header ${password}` },
    });
    await api('PUT', path, { body: body('first secret') });
    await api('PUT', path, { body: body('second secret') });
    const [latest] = (await read()).results;
    expect(latest).toMatchObject({
      before: { endpoint: { auth: { password: '(secret)' }, headers: { 'X-Key': '(secret)' } } },
      after: {
        endpoint: {
          url: 'https://hook.example/',
          auth: { username: 'me', password: '(secret, changed)' },
          headers: { 'X-Key': '(secret, changed)' },
        },
        integration_key: '(secret)',
      },
    });
    const shown = JSON.stringify(await read());
    for (const text of ['first secret', 'second secret']) {
      expect(shown).not.toContain(text);
      expect(shown).not.toContain(Buffer.from(text).toString('base64'));
    }
  });

  it('forgets after a year, also when the table has not deleted yet', async () => {
    const { world, api, read } = await start();
    await api('PATCH', PATHS.team, { body: { name: 'Old' } });
    world.now += 366 * 86_400 * 1_000_000;
    expect(await read()).toEqual({ next: null, previous: null, results: [] });
  });

  it.each(['cursor=nonsense', 'page_size=0'])('refuses ?%s', async (query) => {
    const { api } = await start();
    expect((await api('GET', `${AUDIT}?${query}`)).status).toBe(400);
  });

  it('has the bootstrap as Tocsin’s own work', async () => {
    const world = new ApiWorld();
    const { account } = (await world.handler({ action: 'bootstrap', demo: true })) as { readonly account: string };
    const { entries } = await world.resources.list(account, { limit: 100 });
    expect(new Set(entries.map(({ username }) => username))).toEqual(new Set([null]));
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['account', 'token', 'integration']));
  });
});
