import { describe, expect, it } from '@jest/globals';
import type { BootstrapResponse } from '../../../../../core/contracts/environment';
import { isOurIntegrationKey } from '../../../../../core/domain/integration-key';
import { ApiWorld, client } from '../../../../support/builders/api-world';

async function bootstrap(world: ApiWorld, demo = true): Promise<BootstrapResponse> {
  return (await world.handler({ action: 'bootstrap', demo })) as BootstrapResponse;
}

/** How many of each there are. */
function countsOf({ resources }: ApiWorld): readonly number[] {
  const kinds = ['account', 'user', 'team', 'escalation_policy', 'role', 'member', 'service', 'integration'] as const;
  return [...kinds.map((kind) => resources.count(kind)), resources.keyCount];
}

const ONE_OF_EACH = [1, 1, 1, 1, 1, 1, 1, 1, 1];
/** Writes of a whole bootstrap with the demo, its token last. */
const WRITES = 10;

describe('bootstrap', () => {
  it('makes an account whose token can do everything', async () => {
    const world = new ApiWorld();
    const made = await bootstrap(world, false);
    expect(made.account).toMatch(/^[a-z0-9]{5}$/);
    expect(made.api_token).toMatch(/^[0-9a-f]{40}$/);
    expect(made).not.toHaveProperty('demo');
    const answer = await client(world.handler, made.api_token)('POST', '/api/account/teams/', {
      body: { name: 'First' },
    });
    expect(answer.status).toBe(201);
  });

  it('makes a demo that takes alerts and shows in the lists', async () => {
    const world = new ApiWorld();
    const { account, api_token, demo } = await bootstrap(world);
    const asOwner = client(world.handler, api_token);
    const path = `/api/account/teams/${demo!.team}/services/${demo!.service}/integrations/${demo!.integration}/`;
    const integration = (await asOwner('GET', path)).body as Record<string, unknown>;
    expect(integration).toMatchObject({ name: 'Demo integration', is_enabled: true });
    expect(integration['webhook_url']).toBe(`https://tocsin.example${demo!.integration_path}`);
    const [, prefix, inAccount, extension, key] = demo!.integration_path.split('/');
    expect([prefix, inAccount, extension]).toEqual(['integration', account, 'generic']);
    expect(isOurIntegrationKey(key!, world.signingKeys.integrationKeys)).toBe(true);
    expect(await world.resources.find(key!)).toMatchObject({ integration: demo!.integration, is_enabled: true });
  });

  it('done again gives the same account and demo with a fresh token, and both tokens work', async () => {
    const world = new ApiWorld();
    const [first, second] = [await bootstrap(world), await bootstrap(world)];
    expect({ ...second, api_token: '' }).toEqual({ ...first, api_token: '' });
    expect(second.api_token).not.toBe(first.api_token);
    expect(countsOf(world)).toEqual(ONE_OF_EACH);
    for (const { api_token } of [first, second]) {
      expect((await client(world.handler, api_token)('GET', '/api/user/profile/')).status).toBe(200);
    }
  });

  it.each(Array.from({ length: WRITES }, (_, i) => i + 1))('cut off at write %i can be done again', async (write) => {
    const world = new ApiWorld();
    world.resources.failAt = write;
    await expect(bootstrap(world)).rejects.toThrow('gone');
    world.resources.failAt = Infinity;
    const { api_token } = await bootstrap(world);
    expect(countsOf(world)).toEqual(ONE_OF_EACH);
    expect((await client(world.handler, api_token)('GET', '/api/user/profile/')).status).toBe(200);
  });

  it('done twice at once ends in one of each', async () => {
    const world = new ApiWorld();
    const [a, b] = await Promise.all([bootstrap(world), bootstrap(world)]);
    expect(a.demo).toEqual(b.demo);
    expect(countsOf(world)).toEqual(ONE_OF_EACH);
  });

  it('leaves what people changed as it is', async () => {
    const world = new ApiWorld();
    const { api_token, demo } = await bootstrap(world);
    const path = `/api/account/teams/${demo!.team}/services/${demo!.service}/integrations/${demo!.integration}/`;
    const asOwner = client(world.handler, api_token);
    await asOwner('PATCH', path, { body: { name: 'Mine', is_enabled: false } });
    await bootstrap(world);
    expect((await asOwner('GET', path)).body).toMatchObject({ name: 'Mine', is_enabled: false });
  });

  it('never logs the token', async () => {
    const world = new ApiWorld();
    const { api_token } = await bootstrap(world);
    expect(JSON.stringify(world.log.lines)).not.toContain(api_token);
  });
});
