import { describe, expect, it } from '@jest/globals';
import { MAX_RULESETS } from '../../../../../core/contracts/routing';
import type { JsonObject } from '../../../../../core/contracts/json';
import { isOurIntegrationKey } from '../../../../../core/domain/integration-key';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';
import { ACCOUNT, aService, aTeam, anIntegration } from '../../../../support/builders/resources';
import { aRouter, aRuleset } from '../../../../support/builders/routing';

const ROUTERS = '/api/v2/account/events/router/';
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** As in the contract's examples: a key of the payload compared with a text. */
const RULE_JSON = JSON.stringify({
  type: 'group',
  id: '1',
  children1: {
    '2': {
      type: 'rule',
      id: '2',
      properties: {
        field: 'alert.payload',
        operator: 'payloadsearch',
        value: ['$.labels.team', 'shop'],
        valueSrc: ['value', 'value'],
        valueType: ['text', 'text'],
        operatorOptions: { ploperator: 'equal' },
      },
    },
  },
  properties: { conjunction: 'AND', not: false },
});
const SUPPRESS = [{ action_type: 1 }];
const TO_SHOP = [{ action_type: 0, integration: anIntegration().id }];

type Ruleset = JsonObject & { readonly unique_id: string; readonly name: string; readonly position: number };

async function start() {
  const world = await new ApiWorld().settle();
  await world.integrate();
  await world.resources.put('router', aRouter());
  const api = await world.as();
  const rulesets = `${ROUTERS}${aRouter().id}/rulesets/`;
  const make = async (name: string, more: object = {}): Promise<Ruleset> =>
    (await api('POST', rulesets, { body: { name, actions: SUPPRESS, ...more } })).body as Ruleset;
  const order = async (): Promise<readonly unknown[]> =>
    ((await api('GET', rulesets)).body as readonly Ruleset[]).map(({ name, position }) => `${position} ${name}`);
  return { world, api, rulesets, make, order };
}

describe('global routers', () => {
  it('are made with a key of their own, changed, listed and deleted', async () => {
    const { world, api } = await start();
    const made = await api('POST', ROUTERS, { body: { name: 'Office', extra: 'ignored' } });
    expect(made.status).toBe(201);
    const router = made.body as { readonly unique_id: string; readonly integration_key: string };
    expect(router).toEqual({
      unique_id: expect.stringMatching(UUID_4),
      name: 'Office',
      description: '',
      account: expect.stringMatching(UUID_4),
      is_enabled: true,
      integration_key: expect.stringMatching(UUID_4),
      created_at: expect.any(String),
      account_identifier: ACCOUNT,
    });
    expect(isOurIntegrationKey(router.integration_key, world.signingKeys.integrationKeys)).toBe(true);
    const entry = { router: router.unique_id, name: 'Office', extension: 'router', account: ACCOUNT };
    expect(await world.resources.find(router.integration_key)).toMatchObject({ ...entry, is_enabled: true });

    const path = `${ROUTERS}${router.unique_id}/`;
    for (const [method, body] of [
      ['PUT', { description: 'All of it' }],
      ['PATCH', { is_enabled: false }],
    ] as const)
      expect((await api(method, path, { body })).status).toBe(200);
    const changed = { ...router, description: 'All of it', is_enabled: false };
    expect((await api('GET', path)).body).toEqual(changed);
    expect(((await api('GET', ROUTERS)).body as readonly unknown[])[1]).toEqual(changed);
    expect(await world.resources.find(router.integration_key)).toMatchObject({ is_enabled: false });

    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
    expect(await world.resources.find(router.integration_key)).toBeNull();
  });

  it('take their rulesets with them when they are deleted', async () => {
    const { world, api, make } = await start();
    await make('one');
    await api('DELETE', `${ROUTERS}${aRouter().id}/`);
    expect(world.resources.count('ruleset')).toBe(0);
  });

  it('leave their changes in the audit log, without the key', async () => {
    const { api, make } = await start();
    await make('one');
    const { body } = await api('POST', ROUTERS, { body: { name: 'Office' } });
    const log = JSON.stringify((await api('GET', '/api/account/audit/')).body);
    expect(log).toContain('"ruleset"');
    expect(log).toContain('"router"');
    expect(log).not.toContain((body as { integration_key: string }).integration_key);
  });

  it('have keys that lead to no integration’s metadata', async () => {
    const { api } = await start();
    const { body } = await api('POST', ROUTERS, { body: { name: 'Office' } });
    const { integration_key } = body as { integration_key: string };
    expect((await api('GET', `/api/account/integration-metadata/${integration_key}/`)).status).toBe(404);
  });
});

describe('rulesets', () => {
  it('are made and read back with every key of the contract', async () => {
    const { api, rulesets } = await start();
    const made = await api('POST', rulesets, { body: { name: 'Shop', rule_json: RULE_JSON, actions: TO_SHOP } });
    expect(made.status).toBe(201);
    const ruleset = made.body as Ruleset;
    expect(ruleset).toEqual({
      unique_id: expect.stringMatching(UUID_4),
      name: 'Shop',
      position: 1,
      rule_json: RULE_JSON,
      conditions_tree: { all: [{ field: '$.labels.team', op: 'equals', value: 'shop' }] },
      actions: [
        {
          unique_id: expect.stringMatching(UUID_4),
          action_type: 0,
          integration: anIntegration().id,
          service: { name: aService().name, unique_id: aService().id },
          team: { name: aTeam().name, unique_id: aTeam().id },
          integration_obj: { name: anIntegration().name, unique_id: anIntegration().id },
        },
      ],
      router: aRouter().id,
    });
    expect((await api('GET', `${rulesets}${ruleset.unique_id}/`)).body).toEqual(ruleset);
    expect((await api('GET', rulesets)).body).toEqual([ruleset]);
  });

  it('may be sent back as they were read', async () => {
    const { api, rulesets, make } = await start();
    await make('first');
    const ruleset = await make('Shop', { rule_json: RULE_JSON, actions: TO_SHOP });
    const sent = await api('PUT', `${rulesets}${ruleset.unique_id}/`, { body: ruleset });
    const [action] = ruleset['actions'] as readonly JsonObject[];
    expect(sent).toMatchObject({ status: 200 });
    expect(sent.body).toEqual({ ...ruleset, actions: [{ ...action, unique_id: expect.stringMatching(UUID_4) }] });
  });

  it('change by what the body names', async () => {
    const { api, rulesets, make } = await start();
    const { unique_id } = await make('Shop', { rule_json: RULE_JSON, actions: TO_SHOP });
    const path = `${rulesets}${unique_id}/`;
    expect((await api('PUT', path, { body: { name: 'Other' } })).body).toMatchObject({
      ...{ name: 'Other', rule_json: RULE_JSON },
      actions: [{ action_type: 0, integration: anIntegration().id }],
    });
    expect(
      (await api('PATCH', path, { body: { actions: SUPPRESS, conditions_tree: { all: [] } } })).body,
    ).toMatchObject({
      ...{ name: 'Other', conditions_tree: { all: [] } },
      actions: [{ action_type: 1, integration: null, service: null, team: null, integration_obj: null }],
    });
  });

  it('stand where they are put, and are moved one at a time', async () => {
    const { api, rulesets, make, order } = await start();
    await make('a');
    const b = await make('b');
    await make('c');
    const d = await make('d', { position: 1 });
    expect(d.position).toBe(1);
    expect(await order()).toEqual(['1 d', '2 a', '3 b', '4 c']);

    const moved = await api('PUT', rulesets, { body: { rule: b.unique_id, position: 4 } });
    expect(moved.status).toBe(200);
    expect((moved.body as readonly Ruleset[]).map(({ name }) => name)).toEqual(['d', 'a', 'c', 'b']);
    await api('PUT', `${rulesets}${b.unique_id}/`, { body: { position: 2 } });
    expect(await order()).toEqual(['1 d', '2 b', '3 a', '4 c']);
    await api('DELETE', `${rulesets}${b.unique_id}/`);
    expect(await order()).toEqual(['1 d', '2 a', '3 c']);
    await make('e');
    expect(await order()).toEqual(['1 d', '2 a', '3 c', '4 e']);
  });

  it('lose no move to somebody who moves another one at the same time', async () => {
    const { world, api, rulesets, make, order } = await start();
    const [a, b] = [await make('a'), await make('b'), await make('c')];
    let others: (() => void) | null = () => {
      others = null;
      const ruleset_order = [b.unique_id, a.unique_id];
      void world.resources.put('router', aRouter({ version: 7, ruleset_order }));
    };
    world.resources.meanwhile = () => others?.();
    await api('PUT', rulesets, { body: { rule: a.unique_id, position: 3 } });
    expect(await order()).toEqual(['1 b', '2 c', '3 a']);
  });

  it.each<[string, object, string]>([
    ['no name', { actions: SUPPRESS }, 'name'],
    ['a blank name', { name: ' ', actions: SUPPRESS }, 'name'],
    ['a long name', { name: 'x'.repeat(201), actions: SUPPRESS }, 'name'],
    ['no action', { name: 'x' }, 'actions'],
    ['two actions', { name: 'x', actions: [...SUPPRESS, ...SUPPRESS] }, 'actions'],
    ['an unknown action', { name: 'x', actions: [{ action_type: 2 }] }, 'actions[0].action_type'],
    ['no integration', { name: 'x', actions: [{ action_type: 0 }] }, 'actions[0].integration'],
    [
      'an integration that is none',
      { name: 'x', actions: [{ action_type: 0, integration: 'x' }] },
      'actions[0].integration',
    ],
    [
      'nobody’s integration',
      { name: 'x', actions: [{ action_type: 0, integration: aRuleset().id }] },
      'actions[0].integration',
    ],
    [
      'an outgoing integration',
      { name: 'x', actions: [{ action_type: 0, integration: anOutgoingIntegration().id }] },
      'actions[0].integration',
    ],
    ['a position that is none', { name: 'x', actions: SUPPRESS, position: 'last' }, 'position'],
    [
      'a field that a router does not know',
      { name: 'x', actions: SUPPRESS, conditions_tree: { field: 'urgency', op: 'equals', value: 'low' } },
      'conditions_tree.field',
    ],
    ['conditions that are none', { name: 'x', actions: SUPPRESS, rule_json: 'x' }, 'rule_json'],
  ])('are refused with %s', async (_, body, path) => {
    const { world, api, rulesets } = await start();
    await world.integrate(anOutgoingIntegration());
    const answer = await api('POST', rulesets, { body: { ...body } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect(world.resources.count('ruleset')).toBe(0);
  });

  it('do not route to another account’s integration', async () => {
    const { world, api, rulesets } = await start();
    const theirs = anIntegration({ account: 'zz9zz', id: aRuleset().id, integration_key: aRuleset().id });
    await world.integrate(theirs);
    const body = { name: 'x', actions: [{ action_type: 0, integration: theirs.id }] };
    expect((await api('POST', rulesets, { body })).status).toBe(400);
  });

  it('keep showing an integration that is gone, as gone', async () => {
    const { world, api, rulesets, make } = await start();
    const { unique_id } = await make('Shop', { actions: TO_SHOP });
    await world.resources.remove(
      'integration',
      (await world.resources.integration(aService().id, anIntegration().id))!,
    );
    expect((await api('GET', `${rulesets}${unique_id}/`)).body).toMatchObject({
      actions: [{ integration: anIntegration().id, integration_obj: null }],
    });
  });

  it('are so many at most', async () => {
    const { api, rulesets, world } = await start();
    for (let n = 0; n < MAX_RULESETS; n += 1) await world.resources.put('ruleset', aRuleset({ id: `${n}` }));
    const answer = await api('POST', rulesets, { body: { name: 'One more', actions: SUPPRESS } });
    expect(answer.status).toBe(409);
  });

  it('are not moved when the router has none with the id', async () => {
    const { api, rulesets } = await start();
    expect(await api('PUT', rulesets, { body: { rule: aRuleset().id, position: 1 } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'rule' }] },
    });
  });
});
