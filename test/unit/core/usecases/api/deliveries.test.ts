import { describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../../../../core/contracts/applications';
import type { Attempt, DeliveryMessage, DeliveryStatus } from '../../../../../core/contracts/delivery';
import { encodeShortUuid } from '../../../../../core/domain/short-uuid';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anIntegration } from '../../../../support/builders/resources';

const DELIVERIES = `${PATHS.integration}deliveries/`;
const SECOND = 1_000_000;
const START = 1_790_000_000_000_000;

function message(index: number): DeliveryMessage {
  const { account, service, id: integration } = anIntegration();
  const at = START + index * SECOND;
  const incident = { incident_number: index, unique_id: 'cNasg9C4yzNpronzUUUdKR' };
  return {
    ...{ v: 1, account, service, integration, incident, type: 'triggered', sequence: 1 },
    ...{ id: encodeShortUuid(BigInt(at) << 76n), transition_at: at, body: `{"number": ${index}}` },
  };
}

const FAILED: Attempt = {
  ...{ number: 1, at: START, duration_ms: 12, status_code: 500, error: 'The endpoint answered 500.', response: 'oops' },
};

async function start(statuses: readonly DeliveryStatus[]) {
  const world = await new ApiWorld().settle();
  await world.integrate(anIntegration({ application: APPLICATIONS.outgoingWebhooks.unique_id }));
  for (const [i, status] of statuses.entries()) {
    const next_attempt_at = status === 'pending' ? START + SECOND : null;
    await world.deliveries.record(message(i), FAILED, { status, next_attempt_at, reason: null });
  }
  return { api: await world.as() };
}

interface Page {
  readonly next: string | null;
  readonly results: readonly { readonly incident: { readonly incident_number: number } }[];
}

describe('deliveries', () => {
  it('are listed with their attempts, without their bodies', async () => {
    const { api } = await start(['pending']);
    expect((await api('GET', DELIVERIES)).body).toEqual({
      next: null,
      previous: null,
      results: [
        {
          id: message(0).id,
          integration: anIntegration().id,
          incident: message(0).incident,
          event_type: 'triggered',
          sequence: 1,
          transition_date: '2026-09-21T14:13:20.000000Z',
          status: 'pending',
          reason: null,
          next_attempt_at: '2026-09-21T14:13:21.000000Z',
          attempts: [{ ...FAILED, at: '2026-09-21T14:13:20.000000Z' }],
        },
      ],
    });
  });

  it('are shown with the exact text that is posted', async () => {
    const { api } = await start(['delivered']);
    expect((await api('GET', `${DELIVERIES}${message(0).id}/`)).body).toMatchObject({ body: message(0).body });
  });

  it('come newest first, each once, by absolute links', async () => {
    const { api } = await start(Array.from({ length: 23 }, () => 'delivered' as const));
    const seen: number[] = [];
    let link: string | null = `https://tocsin.example${DELIVERIES}?page_size=5`;
    while (link !== null) {
      const { pathname, search }: URL = new URL(link);
      const { results, next } = (await api('GET', pathname + search)).body as Page;
      seen.push(...results.map(({ incident }) => incident.incident_number));
      link = next;
    }
    expect(seen).toEqual(Array.from({ length: 23 }, (_, i) => 22 - i));
  });

  it('are looked for by status', async () => {
    const { api } = await start(['delivered', 'failed', 'dead_lettered', 'failed']);
    const { results } = (await api('GET', `${DELIVERIES}?status=failed`)).body as Page;
    expect(results.map(({ incident }) => incident.incident_number)).toEqual([3, 1]);
  });

  it('are looked for from a time on, and end there', async () => {
    const { api } = await start(Array.from({ length: 23 }, () => 'delivered' as const));
    const query = '?since=2026-09-21T14:13:38Z';
    const { results, next } = (await api('GET', DELIVERIES + query)).body as Page;
    expect(results.map(({ incident }) => incident.incident_number)).toEqual([22, 21, 20, 19, 18]);
    expect(next).toBeNull();
  });

  it.each(['status=lost', 'since=today', 'cursor=x', 'page_size=0'])('refuse %s', async (query) => {
    const { api } = await start([]);
    const [path] = query.split('=');
    expect(await api('GET', `${DELIVERIES}?${query}`)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('are not found under ids that are none', async () => {
    const { api } = await start([]);
    for (const id of ['x', message(9).id]) {
      expect((await api('GET', `${DELIVERIES}${id}`)).status).toBe(404);
    }
  });
});
