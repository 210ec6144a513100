import { describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../../../../core/contracts/applications';
import type { JsonObject } from '../../../../../core/contracts/json';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anEscalationPolicy, anIntegration } from '../../../../support/builders/resources';

const RULES = `${PATHS.integration}transformers/`;
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TREE = { all: [{ field: 'message', op: 'contains', value: 'disk' }] };
const NOT_EMPTY = JSON.stringify({
  type: 'group',
  id: '8a9a9999-0123-4456-b89a-b1666f2ca44c',
  children1: {
    'a98ab9b9-cdef-4012-b456-71666f2ca44c': {
      type: 'rule',
      id: 'a98ab9b9-cdef-4012-b456-71666f2ca44c',
      properties: {
        field: 'alert.message',
        operator: 'is_not_empty',
        value: [],
        valueSrc: [],
        valueType: [],
        operatorOptions: null,
      },
      path: ['8a9a9999-0123-4456-b89a-b1666f2ca44c', 'a98ab9b9-cdef-4012-b456-71666f2ca44c'],
    },
  },
  properties: { conjunction: 'AND', not: false },
  path: ['8a9a9999-0123-4456-b89a-b1666f2ca44c'],
});

type Rule = JsonObject & { readonly unique_id: string };

async function start() {
  const world = await new ApiWorld().settle();
  await world.integrate();
  const api = await world.as();
  const make = async (body: Readonly<Record<string, unknown>>): Promise<Rule> =>
    (await api('POST', RULES, { body })).body as Rule;
  return { world, api, make };
}

function actionIds(rule: unknown): readonly unknown[] {
  return (rule as { actions: readonly JsonObject[] }).actions.map(({ unique_id }) => unique_id);
}

describe('alert rules', () => {
  it('are made and read back with every key of the contract', async () => {
    const { api } = await start();
    const body = {
      description: 'Disks',
      rule_json: NOT_EMPTY,
      position: 3,
      stop: true,
      conditions: [],
      actions: [
        { action_type: 1, value: 'critical' },
        { action_type: 4, key: '', value: '', escalation_policy: anEscalationPolicy().id },
      ],
    };
    const made = await api('POST', RULES, { body });
    const rule = made.body as { unique_id: string };
    expect(made.status).toBe(201);
    const nothing = { value_reference_name: null, escalation_policy_name: null, assign_to: null, assign_to_name: null };
    const noReferences = { ...nothing, schedule: null, sla: null, team_priority: null, task_template: null };
    expect(rule).toEqual({
      unique_id: expect.stringMatching(UUID_4),
      description: 'Disks',
      rule_type: 0,
      stop: true,
      position: 3,
      is_enabled: true,
      conditions: [],
      actions: [
        {
          ...{ unique_id: expect.stringMatching(UUID_4), action_type: 1, key: '', value: '3' },
          ...{ escalation_policy: null, ...noReferences },
        },
        {
          ...{ unique_id: expect.stringMatching(UUID_4), action_type: 4, key: '', value: anEscalationPolicy().id },
          ...{ escalation_policy: anEscalationPolicy().id, ...noReferences },
        },
      ],
      rule_json: NOT_EMPTY,
      conditions_tree: { all: [{ field: 'message', op: 'is_not_empty' }] },
    });
    expect(new Set(actionIds(rule)).size).toBe(2);
    expect((await api('GET', `${RULES}${rule.unique_id}/`)).body).toEqual(rule);
    expect((await api('GET', RULES)).body).toEqual([rule]);
  });

  it('can be written in readable form and read as rule_json that says the same', async () => {
    const { api, make } = await start();
    const rule = await make({ conditions_tree: TREE, actions: [] });
    expect(rule['conditions_tree']).toEqual(TREE);
    const copy = await make({ rule_json: rule['rule_json'], actions: [] });
    expect(copy).toMatchObject({ conditions_tree: TREE, rule_json: rule['rule_json'] });
    expect((await api('GET', RULES)).body).toHaveLength(2);
  });

  it('are listed in the order in which they are tried: by position, then by age', async () => {
    const { api, make } = await start();
    for (const [description, position] of [
      ['c', 2],
      ['a', 1],
      ['b', 1],
    ])
      await make({ description, position, actions: [] });
    const { body } = await api('GET', RULES);
    expect((body as readonly JsonObject[]).map(({ description }) => description)).toEqual(['a', 'b', 'c']);
  });

  it('keep with PATCH what it leaves out, and get new action ids', async () => {
    const { api, make } = await start();
    const rule = await make({
      description: 'Disks',
      rule_json: NOT_EMPTY,
      position: 3,
      actions: [{ action_type: 8, value: 'x' }],
    });
    const path = `${RULES}${rule.unique_id}/`;
    const { status, body } = await api('PATCH', path, { body: { is_enabled: false } });
    expect(status).toBe(200);
    expect(body).toEqual({ ...rule, is_enabled: false, actions: [expect.objectContaining({ value: 'x' })] });
    expect(actionIds(body)).not.toEqual(actionIds(rule));
    expect((await api('GET', path)).body).toEqual(body);
  });

  it('have their actions replaced as a whole', async () => {
    const { api, make } = await start();
    const rule = await make({ actions: [{ action_type: 3 }, { action_type: 18 }] });
    const path = `${RULES}${rule.unique_id}/`;
    const { body } = await api('PATCH', path, { body: { actions: [{ action_type: 7, value: 0 }] } });
    expect(body).toMatchObject({ actions: [{ action_type: 7, value: '0' }] });
    expect((body as { actions: unknown[] }).actions).toHaveLength(1);
  });

  it('go back to the defaults with PUT for what it leaves out', async () => {
    const { api, make } = await start();
    const rule = await make({ description: 'Disks', conditions_tree: TREE, position: 3, stop: true, actions: [] });
    const { status, body } = await api('PUT', `${RULES}${rule.unique_id}/`, {
      body: { description: 'All', actions: [] },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ unique_id: rule.unique_id, stop: false, conditions_tree: { all: [] } });
  });

  it.each([
    ['rule_json', { rule_json: NOT_EMPTY }, { all: [{ field: 'message', op: 'is_not_empty' }] }],
    ['conditions_tree', { conditions_tree: { not: TREE } }, { not: TREE }],
  ])('take a change of %s when all is sent back that was read', async (_, change, expected) => {
    const { api, make } = await start();
    const rule = await make({ conditions_tree: TREE, actions: [{ action_type: 3 }] });
    const { status, body } = await api('PUT', `${RULES}${rule.unique_id}/`, {
      body: { ...rule, ...change },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ conditions_tree: expected });
  });

  it('are gone once deleted', async () => {
    const { api, make } = await start();
    const path = `${RULES}${(await make({ actions: [] })).unique_id}/`;
    expect((await api('DELETE', path, { body: {} })).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
    expect((await api('GET', RULES)).body).toEqual([]);
  });

  it.each([
    [{}, 'actions'],
    [{ actions: [{ action_type: 20 }] }, 'actions[0].action_type'],
    [{ actions: [{ action_type: 3 }, { action_type: 8, value: '{{payload.' }] }, 'actions[1].value'],
    [{ actions: [{ action_type: 4, value: 'a', escalation_policy: 'b' }] }, 'actions[0].value'],
    [{ actions: [], rule_json: 'no JSON' }, 'rule_json'],
    [{ actions: [], conditions_tree: { any: [] } }, 'conditions_tree.any'],
    [
      { actions: [], conditions_tree: { all: [{ field: 'message', op: 'matches', value: '(?<!x)y' }] } },
      'conditions_tree.all[0].value',
    ],
  ])('are refused as %j, with the place', async (body, path) => {
    const { api, make } = await start();
    const rule = await make({ conditions_tree: TREE, actions: [{ action_type: 3 }] });
    const one = `${RULES}${rule.unique_id}/`;
    for (const [method, target] of [
      ['POST', RULES],
      ['PUT', one],
    ] as const) {
      const answer = await api(method, target, { body });
      expect(answer.status).toBe(400);
      expect((answer.body as { errors: unknown }).errors).toContainEqual({ path, message: expect.any(String) });
    }
    expect((await api('GET', RULES)).body).toEqual([rule]);
  });

  it('are 200 at most: one more is refused until another is deleted', async () => {
    const { api, make } = await start();
    const rules: Rule[] = [];
    for (let made = 0; made < 200; made += 1) rules.push(await make({ actions: [] }));
    const body = { actions: [] };
    expect(await api('POST', RULES, { body })).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'An integration has at most 200 alert rules.' }] },
    });
    await api('DELETE', `${RULES}${rules[7]!.unique_id}/`);
    expect((await api('POST', RULES, { body })).status).toBe(201);
  });

  it('are refused for an integration that takes no alerts', async () => {
    const { world, api } = await start();
    await world.integrate(anIntegration({ application: APPLICATIONS.outgoingWebhooks.unique_id }));
    expect(await api('POST', RULES, { body: { actions: [] } })).toMatchObject({ status: 400 });
  });
});
