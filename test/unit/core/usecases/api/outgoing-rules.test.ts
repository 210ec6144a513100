import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { writeRuleJson } from '../../../../../core/domain/conditions/write-rule-json';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';
import { anIntegration } from '../../../../support/builders/resources';

const rulesOf = (integration: string) =>
  `${PATHS.integrations.replace('/api/', '/api/v2/')}${integration}/outgoingrules/`;
const RULES = rulesOf(anOutgoingIntegration().id);
const TREE = { all: [{ field: 'title', op: 'contains', value: 'disk' }] };

async function start() {
  const world = await new ApiWorld().settle();
  await world.integrate();
  await world.integrate(anOutgoingIntegration());
  const api = await world.as();
  const make = async (body: Readonly<Record<string, unknown>>) => {
    const made = (await api('POST', RULES, { body })).body as JsonObject & { readonly unique_id: string };
    return { ...made, path: `${RULES}${made.unique_id}/` };
  };
  return { world, api, make };
}

describe('outgoing rules', () => {
  it('are made with the text that clients write, and read back with it', async () => {
    const { api } = await start();
    const rule_json = JSON.stringify({ type: 'group', id: 'mine', children1: {}, properties: {}, path: [] });
    const made = await api('POST', RULES, { body: { is_enabled: true, rule_json, unique_id: '' } });
    expect(made).toMatchObject({ status: 201, body: { is_enabled: true, rule_json, conditions_tree: { all: [] } } });
    const { unique_id } = made.body as { readonly unique_id: string };
    expect(unique_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await api('GET', `${RULES}${unique_id}/`)).toMatchObject({ status: 200, body: made.body });
    expect((await api('GET', RULES)).body).toEqual([made.body]);
  });

  it('are listed oldest first', async () => {
    const { api, make } = await start();
    const made = [await make({}), await make({ is_enabled: false }), await make({ conditions_tree: TREE })];
    const listed = (await api('GET', RULES)).body as readonly JsonObject[];
    expect(listed.map(({ unique_id }) => unique_id)).toEqual(made.map(({ unique_id }) => unique_id));
  });

  it.each(['PUT', 'PATCH'])('are changed by %s in what it names', async (method) => {
    const { api, make } = await start();
    const { path } = await make({ conditions_tree: TREE, is_enabled: false });
    const enabled = await api(method, path, { body: { is_enabled: true } });
    expect(enabled).toMatchObject({ status: 200, body: { is_enabled: true, conditions_tree: TREE } });
    const rule_json = writeRuleJson({ all: [{ field: 'tags', op: 'equals', value: 'db' }] });
    const changed = await api(method, path, { body: { rule_json } });
    expect(changed.body).toMatchObject({
      is_enabled: true,
      rule_json,
      conditions_tree: { all: [{ field: 'tags', op: 'equals', value: 'db' }] },
    });
    expect((await api('GET', path)).body).toEqual(changed.body);
    const again = await api(method, path, { body: { conditions_tree: TREE } });
    expect(again.body).toMatchObject({ rule_json: writeRuleJson(TREE as never) });
  });

  it('are gone once deleted', async () => {
    const { api, make } = await start();
    const { path } = await make({});
    expect(await api('DELETE', path, { body: {} })).toMatchObject({ status: 204 });
    expect((await api('GET', path)).status).toBe(404);
    expect((await api('GET', RULES)).body).toEqual([]);
  });

  it('say where a body is wrong', async () => {
    const { api } = await start();
    const body = { is_enabled: 'no', conditions_tree: { all: [{ field: 'title', op: 'lte', value: 'x' }] } };
    expect(await api('POST', RULES, { body })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'is_enabled' }, { path: 'conditions_tree.all[0].op' }] },
    });
  });

  it('are refused where alerts come in', async () => {
    const { api } = await start();
    const answer = await api('POST', rulesOf(anIntegration().id), { body: {} });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: '' }] } });
  });

  it('keep both of two changes made at the same time', async () => {
    const { api, make, world } = await start();
    const { path } = await make({});
    let raced = false;
    world.resources.meanwhile = () => {
      if (raced) return;
      raced = true;
      void api('PATCH', path, { body: { conditions_tree: TREE } });
    };
    await api('PATCH', path, { body: { is_enabled: false } });
    expect((await api('GET', path)).body).toMatchObject({ is_enabled: false, conditions_tree: TREE });
  });
});
