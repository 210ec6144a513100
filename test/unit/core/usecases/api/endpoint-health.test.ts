import { describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../../../../../core/domain/webhook/endpoint-health';
import { ApiWorld } from '../../../../support/builders/api-world';
import { PATHS } from '../../../../support/builders/api-paths';
import { anEndpoint, anOutgoingIntegration } from '../../../../support/builders/outgoing';

const SECOND = 1_000_000;
const I = `${PATHS.integrations}${anOutgoingIntegration().id}/`;
const FAILED_AT = 1_790_000_000_000_000;

/** An endpoint that has failed, for which something is held back. */
async function start(over: Parameters<typeof anOutgoingIntegration>[0] = {}) {
  const world = await new ApiWorld().settle();
  const integration = await world.integrate(anOutgoingIntegration(over));
  await world.healths.save(integration.id, {
    ...HEALTHY,
    failures: 7,
    failing_since: FAILED_AT,
    last_failure_at: FAILED_AT + 60 * SECOND,
    last_error: 'The endpoint answered 500.',
    open_until: world.now + 600 * SECOND,
    openings: 3,
    backlog: 'kept',
    releasing_at: FAILED_AT,
    disabled: over.disabled_by === undefined ? null : { by: 'health', at: FAILED_AT, failing_since: FAILED_AT },
  });
  const health = () => world.healths.load(integration.id);
  return { world, api: await world.as(), health, integration };
}

describe('the health of an endpoint', () => {
  it('is shown', async () => {
    const { api } = await start();
    expect(await api('GET', `${I}health/`)).toMatchObject({
      status: 200,
      body: {
        status: 'left_alone',
        failures: 7,
        failing_since: '2026-09-21T14:13:20.000000Z',
        last_failure_at: '2026-09-21T14:14:20.000000Z',
        last_error: 'The endpoint answered 500.',
        left_alone_until: expect.stringMatching(/Z$/),
        disabled_by: null,
        disabled_at: null,
        holds_deliveries: true,
      },
    });
  });

  it('is shown of one that was disabled for it', async () => {
    const { api } = await start({ is_enabled: false, disabled_by: 'health' });
    expect((await api('GET', `${I}health/`)).body).toMatchObject({
      status: 'disabled',
      disabled_by: 'health',
      disabled_at: '2026-09-21T14:13:20.000000Z',
    });
  });

  it('is good as long as nothing failed', async () => {
    const world = await new ApiWorld().settle();
    await world.integrate(anOutgoingIntegration());
    const api = await world.as();
    expect((await api('GET', `${I}health/`)).body).toMatchObject({ status: 'healthy', holds_deliveries: false });
  });
});

describe('what is held back for an endpoint', () => {
  it('is released when it is enabled, and what was known of it is forgotten', async () => {
    const { world, api, health, integration } = await start({ is_enabled: false, disabled_by: 'health' });
    expect(await api('PATCH', I, { body: { is_enabled: true } })).toMatchObject({ status: 200 });
    expect(world.queue.releases).toMatchObject([{ integration: integration.id, service: integration.service }]);
    expect(await health()).toEqual({ ...HEALTHY, version: 2, backlog: 'kept', releasing_at: FAILED_AT });
    const stored = await world.resources.integration(integration.service, integration.id);
    expect(stored).toMatchObject({ is_enabled: true });
    expect(stored).not.toHaveProperty('disabled_by');
  });

  it('is asked for before the integration is enabled, so that a crash in between leaves nothing behind', async () => {
    const { world, api, integration } = await start({ is_enabled: false, disabled_by: 'health' });
    world.resources.failAt = 1;
    expect((await api('PATCH', I, { body: { is_enabled: true } })).status).toBe(500);
    expect(world.queue.releases).toHaveLength(1);
    const stored = await world.resources.integration(integration.service, integration.id);
    expect(stored).toMatchObject({ is_enabled: false });
  });

  it('stays, with the reason, when something else is changed', async () => {
    const { world, api, integration } = await start({ is_enabled: false, disabled_by: 'health' });
    await api('PATCH', I, { body: { name: 'Renamed' } });
    expect(world.queue.releases).toEqual([]);
    const stored = await world.resources.integration(integration.service, integration.id);
    expect(stored).toMatchObject({ is_enabled: false, disabled_by: 'health', name: 'Renamed' });
  });

  it('is tried at another URL at once, and not for another header', async () => {
    const { world, api, health } = await start();
    const { url, events } = anEndpoint();
    const put = (body: Record<string, unknown>) => api('PUT', `${I}configuration/`, { body });
    expect(await put({ url, events: [...events], headers: { 'X-Team': 'a' } })).toMatchObject({ status: 200 });
    expect(await health()).toMatchObject({ failures: 7 });
    expect(await put({ url: 'https://other.example/', events: [...events] })).toMatchObject({ status: 200 });
    expect(await health()).toMatchObject({ failures: 0, open_until: null, backlog: 'kept' });
    expect(world.queue.releases).toHaveLength(1);
  });
});

describe('the events of an endpoint', () => {
  it('may include that another one was disabled, and do so only when it is asked for', async () => {
    const world = await new ApiWorld().settle();
    await world.integrate(anOutgoingIntegration({ endpoint: null }));
    const api = await world.as();
    const put = async (events?: readonly string[]) => {
      const body = { url: 'https://receiver.example/', ...(events && { events: [...events] }) };
      return (await api('PUT', `${I}configuration/`, { body })).body;
    };
    expect(await put()).toMatchObject({ events: ['triggered', 'acknowledged', 'resolved'] });
    expect(await put(['endpoint.disabled'])).toMatchObject({ events: ['endpoint.disabled'] });
  });
});
