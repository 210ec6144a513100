import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aService } from '../../../../support/builders/resources';

const WINDOWS = `${PATHS.team}maintenance/`;
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const BODY = {
  name: 'Patching',
  start_time: '2026-11-30T22:00:00Z',
  end_time: '2026-12-01T02:00:00Z',
  services: [{ service: aService().id }],
};
type Window = JsonObject & { readonly unique_id: string };

async function start() {
  const world = await new ApiWorld().settle();
  const api = await world.as();
  return { api, make: async (body: object) => (await api('POST', WINDOWS, { body: { ...body } })).body as Window };
}

describe('maintenance windows', () => {
  it('are made with the defaults of the contract, times to the second in UTC', async () => {
    const { api } = await start();
    const made = await api('POST', WINDOWS, { body: BODY });
    const window = made.body as Window;
    expect(made.status).toBe(201);
    expect(window).toEqual({
      unique_id: expect.stringMatching(UUID_4),
      ...BODY,
      time_zone: 'UTC',
      repeat_interval: 0,
      repeat_until: null,
      services: [{ unique_id: expect.stringMatching(UUID_4), service: aService().id }],
      creation_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      maintenance_template: null,
    });
    expect((await api('GET', `${WINDOWS}${window.unique_id}/`)).body).toEqual(window);
    expect((await api('GET', WINDOWS)).body).toEqual([window]);
  });

  it('show offsets and fractions of a second as whole seconds in UTC', async () => {
    const { make } = await start();
    const window = await make({ ...BODY, start_time: '2026-11-30T23:00:00.250+01:00' });
    expect(window['start_time']).toBe('2026-11-30T22:00:00Z');
  });

  it('can be put back as they were read, and keep with PATCH what it leaves out', async () => {
    const { api, make } = await start();
    const weekly = { time_zone: 'Europe/Berlin', repeat_interval: 2, repeat_until: '2027-11-30T22:00:00Z' };
    const window = await make({ ...BODY, ...weekly });
    const path = `${WINDOWS}${window.unique_id}/`;
    expect(await api('PUT', path, { body: window })).toMatchObject({ status: 200, body: window });
    const renamed = await api('PATCH', path, { body: { name: 'Other' } });
    expect(renamed).toMatchObject({ status: 200, body: { ...window, name: 'Other' } });
    expect((await api('PUT', path, { body: BODY })).body).toMatchObject({ repeat_interval: 0, repeat_until: null });
  });

  it('are gone once deleted', async () => {
    const { api, make } = await start();
    const path = `${WINDOWS}${(await make(BODY)).unique_id}/`;
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ start_time: '2026-11-30 22:00' }, 'start_time'],
    [{ end_time: BODY.start_time }, 'end_time'],
    [{ repeat_interval: 9 }, 'repeat_interval'],
    [{ time_zone: 'Europe/Atlantis' }, 'time_zone'],
    [{ services: [] }, 'services'],
    [{ services: [{ service: aService().id }, { service: randomUUID() }] }, 'services[1].service'],
    [{ services: [aService().id, 'x'.repeat(3_000)] }, 'services[1].service'],
  ])('are refused with %j, with the place', async (change, path) => {
    const { api, make } = await start();
    const window = await make(BODY);
    const one = `${WINDOWS}${window.unique_id}/`;
    for (const [method, target] of [
      ['POST', WINDOWS],
      ['PATCH', one],
    ] as const) {
      const { status, body } = await api(method, target, { body: { ...BODY, ...change } });
      expect(status).toBe(400);
      expect((body as { errors: unknown }).errors).toContainEqual({ path, message: expect.any(String) });
    }
    expect((await api('GET', WINDOWS)).body).toEqual([window]);
  });
});
