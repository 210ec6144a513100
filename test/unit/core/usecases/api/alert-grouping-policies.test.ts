import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aService } from '../../../../support/builders/resources';

const POLICIES = `${PATHS.services}${aService().id}/alert-grouping-policies/`;
const FIELDS = { static_fields: ['incident_title', 'integration'], custom_fields: ['$.host.name'] };

async function start() {
  const world = await new ApiWorld().settle();
  const api = await world.as();
  const make = async (body: Readonly<Record<string, unknown>> = { match_fields: FIELDS }) => {
    const made = (await api('POST', POLICIES, { body })).body as JsonObject & { readonly unique_id: string };
    return { made, path: `${POLICIES}${made.unique_id}/` };
  };
  return { world, api, make };
}

describe('the alert grouping policy of a service', () => {
  it('is made with defaults, read and listed', async () => {
    const { api, make } = await start();
    const { made, path } = await make();
    expect(made).toMatchObject({
      service: aService().id,
      match_mode: 2,
      match_fields: FIELDS,
      time_window: 5,
      is_active: true,
      created_at: expect.stringMatching(/Z$/),
    });
    expect(made['updated_at']).toEqual(expect.stringMatching(/Z$/));
    expect(await api('GET', path)).toMatchObject({ status: 200, body: made });
    expect((await api('GET', POLICIES)).body).toEqual([made]);
  });

  it('is one at most', async () => {
    const { api, make } = await start();
    await make();
    const second = await api('POST', POLICIES, { body: { match_fields: FIELDS } });
    expect(second).toMatchObject({ status: 400, body: { errors: [{ message: expect.stringContaining('already') }] } });
  });

  it('is one at most, also of many that are made at once', async () => {
    const { api } = await start();
    const made = await Promise.all(
      [1, 2, 3].map(async () => api('POST', POLICIES, { body: { match_fields: FIELDS } })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect((await api('GET', POLICIES)).body).toHaveLength(1);
  });

  it.each(['PUT', 'PATCH'])('is changed by %s in what it names', async (method) => {
    const { api, make, world } = await start();
    const { made, path } = await make();
    world.now += 1_000_000;
    const changed = await api(method, path, { body: { match_mode: 1, time_window: 20, is_active: false } });
    expect(changed).toMatchObject({
      status: 200,
      body: { match_mode: 1, time_window: 20, is_active: false, match_fields: FIELDS, created_at: made['created_at'] },
    });
    expect((changed.body as JsonObject)['updated_at']).not.toBe(made['updated_at']);
    const fields = { static_fields: ['incident_summary'] };
    const replaced = await api(method, path, { body: { match_fields: fields } });
    expect(replaced.body).toMatchObject({ match_fields: { ...fields, custom_fields: [] } });
    expect((await api('GET', path)).body).toEqual(replaced.body);
  });

  it('is deleted, and another one can be made', async () => {
    const { api, make } = await start();
    const { path } = await make();
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
    expect((await api('POST', POLICIES, { body: { match_fields: FIELDS } })).status).toBe(201);
  });

  it.each([
    [{}, 'match_fields'],
    [{ match_fields: {} }, 'match_fields'],
    [{ match_fields: { static_fields: ['alert_type'] } }, 'match_fields.static_fields[0]'],
    [{ match_fields: { custom_fields: ['$.a', '$[?('] } }, 'match_fields.custom_fields[1]'],
    [{ match_fields: FIELDS, time_window: 21 }, 'time_window'],
    [{ match_fields: FIELDS, time_window: 0 }, 'time_window'],
    [{ match_fields: FIELDS, match_mode: 3 }, 'match_mode'],
  ])('%j is refused with its path', async (body, path) => {
    const { api } = await start();
    const refused = await api('POST', POLICIES, { body });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect((await api('GET', POLICIES)).body).toEqual([]);
  });
});
