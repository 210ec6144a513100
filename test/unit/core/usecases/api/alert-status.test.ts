import { describe, expect, it } from '@jest/globals';
import { alertIdOf, makeTraceId } from '../../../../../core/domain/trace-id';
import { ApiWorld, client } from '../../../../support/builders/api-world';
import { anIncident } from '../../../../support/builders/incident';
import { aStoredAlert } from '../../../../support/builders/stored-alert';

const NOT_FOUND = { status: 404, body: { detail: 'Not Found.' } };
const HOUR = 3_600_000_000;

function accept(world: ApiWorld, at = world.now): string {
  return makeTraceId(at, Buffer.from('seven'), world.signingKeys.traceIds);
}

/** The status as anybody can ask for it: without a token. */
function statusOf(world: ApiWorld, traceId: string) {
  return client(world.handler)('GET', `/api/alert/status/${traceId}/`);
}

describe('the status of an alert', () => {
  it('is queued while nothing is known but that it was accepted', async () => {
    const world = new ApiWorld();
    const answer = await statusOf(world, accept(world));
    expect(answer.status).toBe(200);
    expect(answer.body).toStrictEqual({ status: 'queued' });
  });

  it('has exactly the keys of the seed, in its order, when completed', async () => {
    const world = new ApiWorld();
    const traceId = accept(world);
    const incident = anIncident();
    await world.alerts.store(aStoredAlert(traceId, incident));
    const { body } = await statusOf(world, traceId);
    expect(JSON.stringify(body)).toBe(
      JSON.stringify({
        incident: { incident_number: 217, unique_id: incident.unique_id },
        alert: alertIdOf(traceId),
        integration: { name: 'Generic' },
        status: 'completed',
        is_incident_created: true,
        suppressed: false,
      }),
    );
  });

  it('has no incident when the alert was bound to none', async () => {
    const world = new ApiWorld();
    const traceId = accept(world);
    await world.alerts.store(aStoredAlert(traceId, null));
    expect((await statusOf(world, traceId)).body).toMatchObject({ incident: null, is_incident_created: false });
  });

  it('says why it failed', async () => {
    const world = new ApiWorld();
    const traceId = accept(world);
    const outcome = { status: 'failed', error: 'Your service is under maintenance' } as const;
    await world.alerts.store(aStoredAlert(traceId, null, { outcome, integration: null, alert: null, body: {} }));
    expect((await statusOf(world, traceId)).body).toStrictEqual(outcome);
  });

  it('takes the trace id without its dashes and in upper case', async () => {
    const world = new ApiWorld();
    const traceId = accept(world);
    await world.alerts.store(aStoredAlert(traceId, anIncident()));
    for (const form of [traceId.replaceAll('-', ''), traceId.toUpperCase()]) {
      expect((await statusOf(world, form)).body).toMatchObject({ status: 'completed' });
    }
  });

  it('answers up to the last microsecond before 60 minutes, and never again from then on', async () => {
    const world = new ApiWorld();
    const traceId = accept(world);
    await world.alerts.store(aStoredAlert(traceId, anIncident()));
    const accepted = world.now;
    world.now = accepted + HOUR - 1;
    expect((await statusOf(world, traceId)).status).toBe(200);
    world.now = accepted + HOUR;
    expect(await statusOf(world, traceId)).toMatchObject(NOT_FOUND);
  });

  it('is unknown for an old id without a row', async () => {
    const world = new ApiWorld();
    expect(await statusOf(world, accept(world, world.now - HOUR))).toMatchObject(NOT_FOUND);
  });

  it('answers for an id that another machine with a faster clock made', async () => {
    const world = new ApiWorld();
    expect((await statusOf(world, accept(world, world.now + 1_000_000))).body).toEqual({ status: 'queued' });
  });

  it('is unknown for forged ids, also where a row has that id', async () => {
    const world = new ApiWorld();
    const traceId = accept(world);
    const last = traceId.endsWith('0') ? '1' : '0';
    const forged = [traceId.slice(0, -1) + last, 'cadfe35f-e3b1-4175-b118-a595bff9a214', 'x', '0'.repeat(32), '%00'];
    for (const id of forged) {
      await world.alerts.store(aStoredAlert(id, anIncident()));
      expect(await statusOf(world, id)).toMatchObject(NOT_FOUND);
    }
  });
});
