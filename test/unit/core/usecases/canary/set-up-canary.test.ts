import { describe, expect, it } from '@jest/globals';
import { CANARY } from '../../../../../core/contracts/canary';
import type { Integration } from '../../../../../core/contracts/resources';
import { setUpCanary } from '../../../../../core/usecases/canary/set-up-canary';
import { CANARY_SECRETS, CanaryWorld } from '../../../../support/builders/canary';

async function outgoingOf({ resources }: CanaryWorld): Promise<Integration> {
  const outgoing = await resources.integration(CANARY.service, CANARY.outgoing);
  if (outgoing === null) throw new Error('There is no outgoing integration.');
  return outgoing;
}

describe('the canary’s own account', () => {
  it('has a service with an integration that takes alerts and one that leads back here', async () => {
    const world = new CanaryWorld();
    await setUpCanary(world.deps);
    expect(await world.resources.service(CANARY.team, CANARY.service)).toMatchObject({ account: 'canary' });
    expect(await world.resources.find(CANARY_SECRETS.incomingKey)).toMatchObject({
      account: 'canary',
      integration: CANARY.incoming,
      extension: 'generic',
      is_enabled: true,
    });
    expect((await outgoingOf(world)).endpoint).toEqual({
      url: 'https://tocsin.example/api/health/canary',
      events: ['triggered', 'acknowledged', 'resolved'],
      auth: { type: 'none' },
      headers: {},
      timeout_seconds: 10,
      standard_webhooks: {
        enabled: true,
        secrets: [{ secret: `sealed ${CANARY_SECRETS.webhookSecret}`, valid_until: null }],
      },
    });
  });

  it('has no account, user, team or token by which anybody could see it', async () => {
    const world = new CanaryWorld();
    await setUpCanary(world.deps);
    const kinds = ['account', 'user', 'team', 'token'] as const;
    expect(kinds.map((kind) => world.resources.count(kind))).toEqual([0, 0, 0, 0]);
  });

  it('is made once: from then on it is one read, and nothing is written', async () => {
    const world = new CanaryWorld();
    await setUpCanary(world.deps);
    world.resources.failAt = 1;
    const reads: string[] = [];
    const directory = {
      integrations: (service: string) => (reads.push('integrations'), world.resources.integrations(service)),
      service: (team: string, id: string) => (reads.push('service'), world.resources.service(team, id)),
    };
    await setUpCanary({ ...world.deps, directory });
    expect(reads).toEqual(['integrations']);
  });

  it.each([1, 2, 3])('is whole in the end, when its making breaks off at write %i', async (write) => {
    const world = new CanaryWorld();
    world.resources.failAt = write;
    await expect(setUpCanary(world.deps)).rejects.toThrow('The table is gone.');
    world.resources.failAt = Infinity;
    await setUpCanary(world.deps);
    expect([world.resources.count('service'), world.resources.count('integration')]).toEqual([1, 2]);
    expect(world.resources.keyCount).toBe(2);
  });

  it('is made once by two runs at the same time', async () => {
    const world = new CanaryWorld();
    await Promise.all([setUpCanary(world.deps), setUpCanary(world.deps)]);
    expect([world.resources.count('service'), world.resources.count('integration')]).toEqual([1, 2]);
  });

  it('follows the deployment to another base URL', async () => {
    const world = new CanaryWorld();
    await setUpCanary(world.deps);
    world.baseUrl = 'https://elsewhere.example';
    await setUpCanary(world.deps);
    expect((await outgoingOf(world)).endpoint?.url).toBe('https://elsewhere.example/api/health/canary');
  });

  it('is enabled again when its endpoint failed for so long that it was disabled', async () => {
    const world = new CanaryWorld();
    await setUpCanary(world.deps);
    await world.resources.put('integration', {
      ...(await outgoingOf(world)),
      is_enabled: false,
      disabled_by: 'health',
    });
    await setUpCanary(world.deps);
    const outgoing = await outgoingOf(world);
    expect(outgoing.is_enabled).toBe(true);
    expect(outgoing).not.toHaveProperty('disabled_by');
  });
});
