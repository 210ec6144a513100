import { describe, expect, it } from '@jest/globals';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aService, aTeam, anIntegration } from '../../../../support/builders/resources';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';

/** A settled world with both integrations in which, once, something else happens just before the next write. */
async function start(others: (world: ApiWorld) => Promise<unknown>) {
  const world = await new ApiWorld().settle();
  await world.integrate();
  await world.integrate(anOutgoingIntegration());
  let waiting = true;
  world.resources.meanwhile = () => {
    if (!waiting) return;
    waiting = false;
    void others(world);
  };
  return { world, api: await world.as() };
}

const outgoing = `${PATHS.integrations}${anOutgoingIntegration().id}/`;

describe('a change that others make at the same time', () => {
  it('of a service is kept, and so is ours', async () => {
    const { api } = await start(({ resources }) => resources.put('service', aService({ description: 'Theirs' })));
    const answer = await api('PATCH', PATHS.service, { body: { summary: 'Ours' } });
    expect(answer).toMatchObject({ status: 200, body: { summary: 'Ours', description: 'Theirs' } });
    expect((await api('GET', PATHS.service)).body).toEqual(answer.body);
  });

  it('of a team is kept, and so is ours', async () => {
    const { api } = await start(({ resources }) => resources.put('team', aTeam({ private: true })));
    const answer = await api('PUT', PATHS.team, { body: { name: 'Ours' } });
    expect(answer).toMatchObject({ status: 200, body: { name: 'Ours', private: true } });
  });

  it('of an integration is kept by its configuration', async () => {
    const { api } = await start(({ resources }) => resources.put('integration', anIntegration({ name: 'Theirs' })));
    const block = { set: { message: '{{payload.title}}' } };
    const body = { custom_mapping: { enabled: true, blocks: [block] } };
    expect((await api('PUT', `${PATHS.integration}configuration/`, { body })).status).toBe(200);
    expect((await api('GET', PATHS.integration)).body).toMatchObject({ name: 'Theirs' });
    expect((await api('GET', `${PATHS.integration}configuration/`)).body).toMatchObject({
      custom_mapping: { enabled: true },
    });
  });

  it('of an endpoint is kept when its secret is replaced', async () => {
    const endpoint = { ...anOutgoingIntegration().endpoint!, url: 'https://theirs.example/' };
    const { world, api } = await start(({ resources }) =>
      resources.put('integration', anOutgoingIntegration({ endpoint })),
    );
    expect((await api('POST', `${outgoing}secrets/rotate/`)).status).toBe(200);
    const { service, id } = anOutgoingIntegration();
    expect((await world.resources.integration(service, id))?.endpoint).toMatchObject({
      url: 'https://theirs.example/',
      standard_webhooks: { secrets: [expect.anything()] },
    });
  });

  it('that deletes what we change is told as such', async () => {
    const { api } = await start(({ resources }) => resources.removeAll('service', aTeam().id));
    expect((await api('PATCH', PATHS.service, { body: { name: 'Ours' } })).status).toBe(404);
  });

  it('is refused with 409 when it keeps happening', async () => {
    const { world, api } = await start(() => Promise.resolve());
    world.resources.meanwhile = () => void world.resources.put('service', aService());
    expect(await api('PATCH', PATHS.service, { body: { name: 'Ours' } })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('repeat') },
    });
  });
});
