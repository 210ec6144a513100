import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { APPLICATIONS } from '../../../../../core/contracts/applications';
import { makeAttemptHeaders } from '../../../../../core/domain/webhook/attempt-headers';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aDeliveryMessage } from '../../../../support/builders/outgoing';
import { anIntegration } from '../../../../support/builders/resources';

const ROTATE = `${PATHS.integration}secrets/rotate/`;
const HOUR = 3_600_000_000;

interface Rotated {
  readonly standard_webhooks: { readonly enabled: boolean; readonly secret: string };
  readonly previous_valid_until: string | null;
}

async function start(application: string = APPLICATIONS.outgoingWebhooks.unique_id) {
  const world = await new ApiWorld().settle();
  await world.integrate(anIntegration({ application }));
  const api = await world.as();
  const configure = async (body: object = {}) =>
    (await api('PUT', `${PATHS.integration}configuration/`, { body: { url: 'https://example.com/', ...body } }))
      .body as Rotated;
  const rotate = async () => (await api('POST', ROTATE)).body as Rotated;
  return { world, api, configure, rotate };
}

/** Which of the secrets take a webhook that is sent so many microseconds from the world's start on. */
async function accepting(world: ApiWorld, secrets: readonly string[], later: number): Promise<readonly boolean[]> {
  const { endpoint } = (await world.resources.integration(anIntegration().service, anIntegration().id))!;
  const message = aDeliveryMessage();
  // The library compares the time with its own clock: only the choice of the secrets is the test's.
  const at = world.now + later;
  const headers = makeAttemptHeaders({
    ...{ message, endpoint: endpoint!, attempt: 1, now: at, userAgent: 'Tocsin/1' },
    open: (sealed) => world.deps.vault.open(sealed),
  });
  return secrets.map((secret) => {
    try {
      const { 'webhook-id': id = '', 'webhook-timestamp': time, 'webhook-signature': given = '' } = headers;
      const ours = new Webhook(secret).sign(id, new Date(Number(time) * 1_000), message.body);
      return given.split(' ').includes(ours);
    } catch {
      return false;
    }
  });
}

describe('rotating the webhook secret', () => {
  it('shows a new one once, and the old one signs beside it for 24 hours', async () => {
    const { world, api, configure, rotate } = await start();
    const old = (await configure()).standard_webhooks.secret;
    const { standard_webhooks, previous_valid_until } = await rotate();
    expect(standard_webhooks).toEqual({ enabled: true, secret: expect.stringMatching(/^whsec_/) });
    expect(previous_valid_until).toMatch(/^2026-09-22T/);
    const both = [standard_webhooks.secret, old];
    expect(await accepting(world, both, 0)).toEqual([true, true]);
    expect(await accepting(world, both, 24 * HOUR - 60_000_000)).toEqual([true, true]);
    expect(await accepting(world, both, 24 * HOUR)).toEqual([true, false]);
    const { body } = await api('GET', `${PATHS.integration}configuration/`);
    expect(body).toMatchObject({ standard_webhooks: { enabled: true, secret: { set: true } } });
  });

  it('twice in a row keeps what is still in use, and a storm of rotations stays within a header', async () => {
    const { world, configure, rotate } = await start();
    const secrets = [(await configure()).standard_webhooks.secret];
    for (let n = 0; n < 3; n++) secrets.unshift((await rotate()).standard_webhooks.secret);
    expect(await accepting(world, secrets, 0)).toEqual([true, true, true, true]);
    for (let n = 0; n < 7; n++) secrets.unshift((await rotate()).standard_webhooks.secret);
    const accepted = await accepting(world, secrets, 0);
    expect(accepted.slice(0, 2)).toEqual([true, true]);
    expect(accepted.filter(Boolean)).toHaveLength(5);
  });

  it('while signatures are off makes a secret for when they are on', async () => {
    const { configure, rotate } = await start();
    await configure({ standard_webhooks: { enabled: false } });
    expect(await rotate()).toMatchObject({ standard_webhooks: { enabled: false }, previous_valid_until: null });
  });

  it('takes an endpoint, and a token that may write', async () => {
    const { world, api } = await start(APPLICATIONS.generic.unique_id);
    expect(await api('POST', ROTATE)).toMatchObject({ status: 409, body: { detail: expect.any(String) } });
    expect((await (await world.as('read'))('POST', ROTATE)).status).toBe(403);
    expect((await (await world.as('admin', 'zz9zz'))('POST', ROTATE)).status).toBe(404);
  });
});
