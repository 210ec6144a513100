import { describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../../../../core/contracts/applications';
import type { Delivery } from '../../../../../core/contracts/delivery';
import { makeElementTraceId, makeTraceId } from '../../../../../core/domain/trace-id';
import { makeDeliveryId } from '../../../../../core/domain/webhook/delivery-id';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anIncident } from '../../../../support/builders/incident';
import { aStoredAlert } from '../../../../support/builders/stored-alert';
import { anIntegration } from '../../../../support/builders/resources';

const HOUR = 3_600_000_000;
const CHAT = anIntegration({
  id: '9c5a3f0e-6d2b-4f7a-8e9d-0a1b2c3d4e5f',
  integration_key: '8e44896b-36c3-4fa2-b145-c292f543d8dc',
  application: APPLICATIONS.outgoingWebhooks.unique_id,
});

async function start() {
  const world = await new ApiWorld().settle();
  await world.integrate();
  await world.integrate(CHAT);
  const api = await world.as();
  const accept = (at = world.now) => makeTraceId(at, Buffer.from('seven'), world.signingKeys.traceIds);
  const explain = (traceId: string) => api('GET', `/api/alert/status/${traceId}/explain/`);
  return { world, accept, explain };
}

async function deliver(world: ApiWorld, sequence: number, at: number): Promise<Delivery> {
  const { account, service, unique_id, number } = anIncident();
  const transition = { integration: CHAT.id, incident: unique_id, sequence, transition_at: at };
  const delivery: Delivery = {
    ...{ v: 1, id: makeDeliveryId(transition), account, service, integration: CHAT.id, type: 'triggered' },
    ...{ sequence, transition_at: at, body: '{}', incident: { incident_number: number, unique_id } },
    ...{ status: 'delivered', next_attempt_at: null, reason: null, attempts: [] },
  };
  const attempt = { number: 1, at, duration_ms: 5, status_code: 200, error: null, response: 'ok' };
  await world.deliveries.record(delivery, attempt, delivery);
  return delivery;
}

describe('the explanation of an alert', () => {
  it('has the steps, the alert, the binding, the incident and its deliveries with their attempts', async () => {
    const { world, accept, explain } = await start();
    const traceId = accept();
    const incident = anIncident();
    const steps = [
      { step: 'block', index: 0, matched: true, reason: 'direct', set: { message: '"Disk"' } },
      { step: 'rule', rule: 'r', name: 'Shout', matched: false, reason: 'message is "Disk"' },
    ] as const;
    const stored = aStoredAlert(traceId, incident, { explain: steps });
    await world.alerts.store(stored);
    world.incidents.add({ incident, alerts: [traceId] });
    const { id } = await deliver(world, 1, incident.created_at);
    const { status, body } = await explain(traceId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      trace_id: traceId,
      status: 'completed',
      integration: { unique_id: anIntegration().id, name: 'Generic' },
      alert: stored.alert,
      explain: steps,
      binding: { reason: 'It opened an incident.', is_incident_created: true, suppressed: false },
      incident: { incident_number: 217, unique_id: incident.unique_id, status: 1 },
      deliveries: [{ id, sequence: 1, status: 'delivered', attempts: [{ number: 1, status_code: 200 }] }],
    });
  });

  it('finds the deliveries of transitions that came in one write and in several', async () => {
    const { world, accept, explain } = await start();
    const traceId = accept(world.now);
    const created_at = world.now - 9_000;
    // Triggered, acknowledged by the alert, triggered and acknowledged again, resolved in a write of its own.
    const incident = anIncident({
      ...{ created_at, acknowledged_at: world.now + 500, resolved_at: world.now + 900, sequence: 5, status: 3 },
      transitions: [{ sequence: 5, type: 'resolved', at: world.now + 900 }],
    });
    const times = [created_at, world.now, world.now + 200, world.now + 500, world.now + 900];
    for (const [index, at] of times.entries()) await deliver(world, index + 1, at);
    await world.alerts.store(aStoredAlert(traceId, incident, { accepted_at: world.now }));
    world.incidents.add({ incident, alerts: [traceId] });
    const { deliveries } = (await explain(traceId)).body as { deliveries: { sequence: number }[] };
    // The third happened at a time that nothing tells any more.
    expect(deliveries.map(({ sequence }) => sequence)).toEqual([1, 2, 4, 5]);
  });

  it('of a failed alert has its reason and its body', async () => {
    const { world, accept, explain } = await start();
    const traceId = accept();
    const outcome = { status: 'failed', error: 'custom mapping gave no message' } as const;
    await world.alerts.store(aStoredAlert(traceId, null, { outcome, alert: null, body: { a: 1 } }));
    expect((await explain(traceId)).body).toMatchObject({
      ...{ status: 'failed', error: outcome.error, alert: null, body: { a: 1 } },
      ...{ binding: null, incident: null, deliveries: [] },
    });
  });

  it('of a request with many alerts leads to the explanation of each', async () => {
    const { world, accept, explain } = await start();
    const traceId = accept();
    const request = { traceId, acceptedAt: world.now };
    const element = makeElementTraceId(request, 0, world.signingKeys.traceIds).traceId;
    await world.alerts.store(aStoredAlert(traceId, null, { alert: null, fan_out: 1 }));
    expect((await explain(traceId)).body).toMatchObject({ status: 'queued', count: 1 });
    await world.alerts.store(aStoredAlert(element, null));
    expect((await explain(traceId)).body).toMatchObject({
      ...{ trace_id: traceId, status: 'completed', count: 1, alerts: [{ trace_id: element }] },
    });
  });

  it('is there for as long as the alert is kept, and says queued for an hour without it', async () => {
    const { world, accept, explain } = await start();
    const [traceId, waiting] = [accept(), accept(world.now + 1)];
    await world.alerts.store(aStoredAlert(traceId, null));
    expect((await explain(waiting)).body).toMatchObject({ status: 'queued', explain: [] });
    world.now += 2 * HOUR;
    expect((await explain(traceId)).status).toBe(200);
    expect((await explain(waiting)).status).toBe(404);
  });
});
