import { describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../../../../core/contracts/applications';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anIntegration } from '../../../../support/builders/resources';

const CONFIGURATION = `${PATHS.integration}configuration/`;
const HOOK = { url: 'https://example.com/hook', auth: { type: 'signature', signing_key: 'very secret' } };

async function start(application: string) {
  const world = await new ApiWorld().settle();
  await world.integrate(anIntegration({ application }));
  return { world, api: await world.as() };
}

describe('the configuration of an outgoing integration', () => {
  const { unique_id } = APPLICATIONS.outgoingWebhooks;

  it('is empty at first', async () => {
    const { api } = await start(unique_id);
    expect((await api('GET', CONFIGURATION)).body).toEqual({ url: null });
  });

  it('shows its signing secret once and credentials never', async () => {
    const { world, api } = await start(unique_id);
    const put = await api('PUT', CONFIGURATION, { body: HOOK });
    expect(put).toMatchObject({
      status: 200,
      body: { url: HOOK.url, standard_webhooks: { enabled: true, secret: expect.stringMatching(/^whsec_/) } },
    });
    const got = await api('GET', CONFIGURATION);
    expect(got.body).toMatchObject({
      url: HOOK.url,
      events: ['triggered', 'acknowledged', 'resolved'],
      auth: { type: 'signature', signing_key: { set: true } },
      timeout_seconds: 3,
      standard_webhooks: { enabled: true, secret: { set: true } },
    });
    const { endpoint } = (await world.resources.integration(anIntegration().service, anIntegration().id))!;
    expect(JSON.stringify(endpoint)).not.toContain('very secret');
  });

  it('can be put back as it was read', async () => {
    const { api } = await start(unique_id);
    await api('PUT', CONFIGURATION, { body: HOOK });
    const { body } = await api('GET', CONFIGURATION);
    const again = { ...(body as Record<string, unknown>), standard_webhooks: { enabled: true } };
    expect(await api('PUT', CONFIGURATION, { body: again })).toMatchObject({ status: 200, body: { url: HOOK.url } });
  });

  it('survives a change of the integration', async () => {
    const { api } = await start(unique_id);
    await api('PUT', CONFIGURATION, { body: HOOK });
    await api('PATCH', PATHS.integration, { body: { name: 'Other' } });
    expect((await api('GET', CONFIGURATION)).body).toMatchObject({ url: HOOK.url });
  });

  it.each([
    [{}, 'url'],
    [{ url: 'http://10.0.0.1/' }, 'url'],
    [{ ...HOOK, events: ['closed'] }, 'events[0]'],
  ])('is refused as %j', async (body, path) => {
    const { api } = await start(unique_id);
    const { status, body: refusal } = await api('PUT', CONFIGURATION, { body });
    expect(status).toBe(400);
    expect((refusal as { errors: unknown }).errors).toContainEqual({ path, message: expect.any(String) });
    expect((await api('GET', CONFIGURATION)).body).toEqual({ url: null });
  });
});

describe('the configuration of an incoming integration', () => {
  const { unique_id } = APPLICATIONS.generic;

  const MAPPING = {
    enabled: true,
    for_each: 'payload.alerts',
    blocks: [
      { set: { message: '{{item.title}}', alert_type: { key: 'item.state', values: { Open: 'critical' } } } },
      {
        when: { all: [{ field: 'payload.severity', op: 'equals', value: 'high' }] },
        set: { message: '[HIGH] {{item.title}}' },
      },
    ],
  };
  const keyEntry = async (world: ApiWorld) => (await world.resources.find(anIntegration().integration_key))!;

  it('has no custom mapping at first', async () => {
    const { api } = await start(unique_id);
    expect((await api('GET', CONFIGURATION)).body).toEqual({ custom_mapping: null });
  });

  it('reads back as it was put, and intake is told at once', async () => {
    const { world, api } = await start(unique_id);
    const configuration = { custom_mapping: MAPPING };
    expect(await api('PUT', CONFIGURATION, { body: configuration })).toMatchObject({
      status: 200,
      body: configuration,
    });
    expect((await api('GET', CONFIGURATION)).body).toEqual(configuration);
    expect(await keyEntry(world)).toMatchObject({ custom_mapping: true });
  });

  it.each([
    ['enabled: false with its blocks', { ...MAPPING, enabled: false }, { ...MAPPING, enabled: false }],
    ['enabled: false alone, which keeps the blocks', { enabled: false }, { ...MAPPING, enabled: false }],
    ['null', null, null],
  ])('is switched off by %s', async (_, custom_mapping, left) => {
    const { world, api } = await start(unique_id);
    await api('PUT', CONFIGURATION, { body: { custom_mapping: MAPPING } });
    expect((await api('PUT', CONFIGURATION, { body: { custom_mapping } })).status).toBe(200);
    expect((await api('GET', CONFIGURATION)).body).toEqual({ custom_mapping: left });
    expect(await keyEntry(world)).toMatchObject({ custom_mapping: false });
  });

  it('can be switched off when there is none', async () => {
    const { api } = await start(unique_id);
    const answer = await api('PUT', CONFIGURATION, { body: { custom_mapping: { enabled: false } } });
    expect(answer).toMatchObject({ status: 200, body: { custom_mapping: null } });
  });

  it.each([
    [{ custom_mapping: { enabled: true } }, 'custom_mapping.blocks'],
    [{ custom_maping: MAPPING }, 'custom_maping'],
    [{ custom_mapping: { blocks: [{ set: { summary: 'x' } }] } }, 'custom_mapping.blocks'],
    [
      { custom_mapping: { blocks: [MAPPING.blocks[0], { set: { message: '{{payload.a' } }] } },
      'custom_mapping.blocks[1].set.message',
    ],
    [
      {
        custom_mapping: {
          blocks: [{ when: { any: [{ field: 'message', op: 'matches', value: '(?=x)' }] }, set: { message: 'x' } }],
        },
      },
      'custom_mapping.blocks[0].when.any[0].value',
    ],
  ])('is refused as %j, and what was there stays', async (body, path) => {
    const { api } = await start(unique_id);
    await api('PUT', CONFIGURATION, { body: { custom_mapping: { ...MAPPING, enabled: false } } });
    const { status, body: refusal } = await api('PUT', CONFIGURATION, { body });
    expect(status).toBe(400);
    expect((refusal as { errors: unknown }).errors).toContainEqual({ path, message: expect.any(String) });
    expect((await api('GET', CONFIGURATION)).body).toEqual({ custom_mapping: { ...MAPPING, enabled: false } });
  });

  it('survives a change of the integration', async () => {
    const { api } = await start(unique_id);
    await api('PUT', CONFIGURATION, { body: { custom_mapping: MAPPING } });
    await api('PATCH', PATHS.integration, { body: { name: 'Other' } });
    expect((await api('GET', CONFIGURATION)).body).toEqual({ custom_mapping: MAPPING });
  });
});
