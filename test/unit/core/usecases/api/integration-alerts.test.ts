import { describe, expect, it } from '@jest/globals';
import { alertIdOf, makeTraceId } from '../../../../../core/domain/trace-id';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anIncident } from '../../../../support/builders/incident';
import { aStoredAlert } from '../../../../support/builders/stored-alert';
import { aService, aTeam, anIntegration } from '../../../../support/builders/resources';

const LIST = `/api/account/teams/${aTeam().id}/services/${aService().id}/integrations/${anIntegration().id}/alerts/`;

async function start(count: number) {
  const world = await new ApiWorld().settle();
  await world.integrate();
  const traces = Array.from({ length: count }, (_, i) =>
    makeTraceId(1_790_000_000_000_000 + i, Buffer.from('seven'), world.signingKeys.traceIds),
  );
  for (const [i, trace] of traces.entries()) {
    await world.alerts.store(aStoredAlert(trace, i % 2 === 0 ? anIncident() : null));
    await world.integrationAlerts.add(anIntegration().id, [trace]);
  }
  return { world, api: await world.as('read'), ids: traces.map(alertIdOf).reverse() };
}

interface Page {
  readonly next: string | null;
  readonly results: readonly { readonly unique_id: string }[];
}
const idsOf = (body: unknown): readonly string[] => (body as Page).results.map(({ unique_id }) => unique_id);

describe('the alerts of an integration', () => {
  it('are listed newest first, with an incident or without, in pages that next leads through', async () => {
    const { api, ids } = await start(12);
    const first = await api('GET', LIST);
    expect(first).toMatchObject({ status: 200, body: { count: null, previous: null } });
    expect(idsOf(first.body)).toEqual(ids.slice(0, 10));
    const { next } = first.body as Page;
    expect(next).toMatch(/^https:\/\/tocsin\.example\/api\/.*\?page=2&page_size=10&cursor=/);
    const second = await api('GET', next!.slice('https://tocsin.example'.length));
    expect(idsOf(second.body)).toEqual(ids.slice(10));
    expect(second.body).toMatchObject({ next: null, previous: `https://tocsin.example${LIST}?page=1&page_size=10` });
  });

  it('are found by the page’s number, too, while that is near', async () => {
    const { api, ids } = await start(5);
    expect(idsOf((await api('GET', `${LIST}?page=2&page_size=3`)).body)).toEqual(ids.slice(3));
    expect((await api('GET', `${LIST}?page=3&page_size=3`)).status).toBe(404);
    expect((await api('GET', `${LIST}?page=400&page_size=3`)).status).toBe(400);
    expect((await api('GET', `${LIST}?cursor=x`)).status).toBe(400);
  });

  it('are none at first, and those that are on their way are left out', async () => {
    const { world, api } = await start(0);
    expect((await api('GET', LIST)).body).toEqual({ count: null, next: null, previous: null, results: [] });
    await world.integrationAlerts.add(anIntegration().id, [
      makeTraceId(1_790_000_000_000_000, Buffer.from('seven'), world.signingKeys.traceIds),
    ]);
    expect((await api('GET', LIST)).body).toMatchObject({ results: [] });
  });
});
