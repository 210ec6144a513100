import { describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../../../../core/contracts/applications';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { intakeOf } from '../../../../support/builders/intake';
import { anIntegration, aService } from '../../../../support/builders/resources';

const PREVIEW = `${PATHS.integration}preview/`;
const CRITICAL = { message: 'Disk full', alert_type: 'critical', entity_id: 'disk' };
const MAPPING = {
  enabled: true,
  for_each: 'payload.alerts',
  blocks: [{ set: { message: '{{item.title}}', entity_id: '{{item.id}}', alert_type: '{{item.type}}' } }],
};

interface Shown {
  readonly alert: Record<string, unknown> | null;
  readonly effect: string;
  readonly reason: string;
  readonly incident: unknown;
  readonly explain: readonly Record<string, unknown>[];
}

async function start() {
  const world = await new ApiWorld().settle();
  await world.integrate();
  const api = await world.as();
  const preview = async (body: Readonly<Record<string, unknown>>): Promise<readonly Shown[]> =>
    ((await api('POST', PREVIEW, { body })).body as { alerts: readonly Shown[] }).alerts;
  return { world, api, preview, post: intakeOf(world.deps) };
}

describe('a preview', () => {
  it('shows the alert as it would be stored, and stores nothing', async () => {
    const { world, preview } = await start();
    const [shown] = await preview({ payload: { ...CRITICAL, payload: { rack: 7 } } });
    expect(shown).toMatchObject({
      alert: { ...CRITICAL, summary: '', suppressed: false, urls: [], payload: { rack: 7 } },
      effect: 'creates_incident',
      reason: 'Opened an incident.',
      incident: null,
      explain: [],
    });
    expect([world.alerts.rows.size, world.entities.heads.size, world.errors.rows.size]).toEqual([0, 0, 0]);
  });

  it.each([
    ['critical', 'joins_incident'],
    ['info', 'joins_incident'],
    ['acknowledged', 'acknowledges'],
    ['resolved', 'resolves'],
  ])('of %s while an incident is open says %s', async (alert_type, effect) => {
    const { preview, post } = await start();
    await post(CRITICAL);
    const [shown] = await preview({ payload: { ...CRITICAL, alert_type } });
    expect(shown).toMatchObject({ effect, incident: { incident_number: 1 } });
  });

  it.each(['info', 'acknowledged', 'resolved', 'error'])('of %s with nothing open says none', async (alert_type) => {
    const { preview } = await start();
    expect(await preview({ payload: { ...CRITICAL, alert_type } })).toMatchObject([{ effect: 'none' }]);
  });

  it('says why a body would be refused or fail, and what would be suppressed', async () => {
    const { preview } = await start();
    expect(await preview({ payload: { summary: 'x' } })).toMatchObject([
      { alert: null, effect: 'failed', reason: expect.stringContaining('message') },
    ]);
    expect(await preview({ payload: { ...CRITICAL, suppressed: true } })).toMatchObject([{ effect: 'suppressed' }]);
  });

  it('tries drafts without saving them, each alert meeting what those before it did', async () => {
    const { world, preview } = await start();
    const alerts = ['critical', 'critical', 'acknowledged', 'resolved', 'critical'].map((type) => ({
      ...{ id: 'a', title: 'Disk', type },
    }));
    const shown = await preview({
      payload: { alerts },
      configuration: { custom_mapping: MAPPING },
      rules: [
        {
          description: 'Shout',
          conditions_tree: { all: [{ field: 'alert_type', op: 'equals', value: 'critical' }] },
          actions: [{ action_type: 8, value: '{{message}}!' }],
        },
      ],
    });
    expect(shown.map(({ effect }) => effect)).toEqual([
      ...['creates_incident', 'joins_incident', 'acknowledges', 'resolves', 'creates_incident'],
    ]);
    expect(shown.map(({ alert }) => alert!['message'])).toEqual(['Disk!', 'Disk!', 'Disk', 'Disk', 'Disk!']);
    expect(shown[2]!.explain).toContainEqual(
      expect.objectContaining({ step: 'rule', rule: 'rules[0]', name: 'Shout', matched: false }),
    );
    expect(await world.resources.integration(anIntegration().service, anIntegration().id)).toEqual(anIntegration());
    expect(await world.resources.rules(anIntegration().id)).toEqual([]);
  });

  it('uses what is saved where no draft is sent', async () => {
    const { api, preview } = await start();
    await api('PUT', `${PATHS.integration}configuration/`, { body: { custom_mapping: MAPPING } });
    await api('POST', `${PATHS.integration}transformers/`, { body: { actions: [{ action_type: 3 }] } });
    const payload = { alerts: [{ id: 1, title: 'Disk', type: 'critical' }] };
    expect(await preview({ payload })).toMatchObject([{ effect: 'suppressed', alert: { message: 'Disk' } }]);
    expect(await preview({ payload, rules: [] })).toMatchObject([{ effect: 'creates_incident' }]);
    expect(await preview({ payload, configuration: { custom_mapping: null } })).toMatchObject([{ effect: 'failed' }]);
  });

  it('keeps numbers as they are sent', async () => {
    const { api } = await start();
    const body = '{"payload":{"message":"x","entity_id":12345678901234567890}}';
    expect((await api('POST', PREVIEW, { body })).body).toMatchObject({
      alerts: [{ alert: { entity_id: '12345678901234567890' } }],
    });
  });

  it('shows the first hundred alerts of a large body and says how many there are', async () => {
    const { api } = await start();
    const payload = { alerts: Array.from({ length: 250 }, (_, id) => ({ id, title: 'x', type: 'info' })) };
    const { body } = await api('POST', PREVIEW, { body: { payload, configuration: { custom_mapping: MAPPING } } });
    expect(body).toMatchObject({ count: 250 });
    expect((body as { alerts: unknown[] }).alerts).toHaveLength(100);
  });

  it('says which incident its service would collate an alert into, and opens no window for it', async () => {
    const { preview, post, world } = await start();
    await world.resources.put('service', aService({ collation: 1, collation_time: 10 }));
    expect(await preview({ payload: CRITICAL })).toMatchObject([{ effect: 'creates_incident' }]);
    expect(world.collations.groups.size).toBe(0);
    await post(CRITICAL);
    expect(await preview({ payload: { ...CRITICAL, entity_id: 'another' } })).toMatchObject([
      { effect: 'joins_incident', reason: 'Joined the incident that its service collates alerts into.' },
    ]);
  });

  it('knows maintenance windows', async () => {
    const { world, api, preview } = await start();
    const at = (offset: number) => new Date(world.now / 1000 + offset).toISOString();
    const window = { name: 'x', start_time: at(-60_000), end_time: at(60_000), services: [anIntegration().service] };
    expect((await api('POST', `${PATHS.team}maintenance/`, { body: window })).status).toBe(201);
    expect(await preview({ payload: CRITICAL })).toMatchObject([
      { effect: 'failed', reason: 'Your service is under maintenance', alert: { message: 'Disk full' } },
    ]);
  });

  it.each([
    [{}, 'payload'],
    [{ payload: {}, rulez: [] }, 'rulez'],
    [{ payload: {}, configuration: 7 }, 'configuration'],
    [{ payload: {}, configuration: { custom_mapping: { blocks: [] } } }, 'configuration.custom_mapping.blocks'],
    [{ payload: {}, rules: {} }, 'rules'],
    [{ payload: {}, rules: [{ actions: [] }, { actions: [{ action_type: 99 }] }] }, 'rules[1].actions[0].action_type'],
  ])('of %j is refused with the place', async (body, path) => {
    const { api } = await start();
    const answer = await api('POST', PREVIEW, { body });
    expect(answer.status).toBe(400);
    expect((answer.body as { errors: unknown }).errors).toContainEqual({ path, message: expect.any(String) });
  });

  it('is refused for an integration that takes no alerts', async () => {
    const { world, api } = await start();
    await world.integrate(anIntegration({ application: APPLICATIONS.outgoingWebhooks.unique_id }));
    expect((await api('POST', PREVIEW, { body: { payload: {} } })).status).toBe(400);
  });
});
