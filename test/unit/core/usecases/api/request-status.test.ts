import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../../core/contracts/outcome';
import { alertIdOf, makeElementTraceId, makeTraceId } from '../../../../../core/domain/trace-id';
import { ApiWorld, client } from '../../../../support/builders/api-world';
import { aStoredAlert, anIncident } from '../../../../support/builders/incident';

const FAILED: Outcome = { status: 'failed', error: 'no message' };

/** A request that holds so many alerts; `end` stores the one at an index, `rows` counts the rows that were read. */
async function start(count: number) {
  const world = new ApiWorld();
  const key = world.signingKeys.traceIds;
  const acceptedAt = world.now;
  const request = { traceId: makeTraceId(acceptedAt, Buffer.from('seven'), key), acceptedAt };
  await world.alerts.store(aStoredAlert(request.traceId, null, { alert: null, fan_out: count }));
  const idAt = (index: number) => makeElementTraceId(request, index, key).traceId;
  const end = (index: number, outcome?: Outcome) =>
    world.alerts.store(aStoredAlert(idAt(index), anIncident(), outcome === undefined ? {} : { outcome }));
  const status = async () => (await client(world.handler)('GET', `/api/alert/status/${request.traceId}/`)).body;
  return { world, request, idAt, end, status };
}

describe('the status of a request with many alerts', () => {
  it('is queued until the last of them has ended', async () => {
    const { end, status } = await start(3);
    for (const index of [0, 2]) await end(index);
    expect(await status()).toEqual({ status: 'queued' });
    await end(1);
    expect(await status()).toMatchObject({ status: 'completed' });
  });

  it('says what the first alert’s own status says, and lists each', async () => {
    const { world, idAt, end, status } = await start(2);
    await end(0);
    await end(1, FAILED);
    const { body: first } = await client(world.handler)('GET', `/api/alert/status/${idAt(0)}/`);
    expect(await status()).toEqual({
      ...(first as object),
      count: 2,
      alerts: [
        { trace_id: idAt(0), ...(first as object) },
        { trace_id: idAt(1), alert: alertIdOf(idAt(1)), incident: null, status: 'failed', error: 'no message' },
      ],
    });
  });

  it('is completed with the first one’s error when only some failed', async () => {
    const { end, status } = await start(2);
    await end(0, FAILED);
    await end(1);
    expect(await status()).toMatchObject({ status: 'completed', incident: null, error: 'no message' });
  });

  it('is failed when all failed', async () => {
    const { end, status } = await start(2);
    await end(0, FAILED);
    await end(1, FAILED);
    expect(await status()).toMatchObject({ status: 'failed', error: 'no message', alerts: [{}, {}] });
  });

  it('of a body without elements is completed', async () => {
    const { status } = await start(0);
    expect(await status()).toMatchObject({ status: 'completed', incident: null, count: 0, alerts: [] });
  });

  it('lists the first thousand of more, and counts all', async () => {
    const { end, idAt, status } = await start(1_234);
    for (let index = 0; index < 1_234; index++) await end(index, index < 1_000 ? FAILED : undefined);
    const body = (await status()) as { alerts: { trace_id: string }[] };
    expect(body).toMatchObject({ status: 'completed', count: 1_234 });
    expect(body.alerts.map(({ trace_id }) => trace_id)).toEqual(Array.from({ length: 1_000 }, (_, i) => idAt(i)));
  });

  it('reads no further than to the first part that lacks one', async () => {
    const { world, end, status } = await start(50_000);
    await end(0);
    let rows = 0;
    const findMany = world.alerts.findMany.bind(world.alerts);
    world.alerts.findMany = (ids) => {
      rows += ids.length;
      return findMany(ids);
    };
    expect(await status()).toEqual({ status: 'queued' });
    expect(rows).toBe(100);
  });
});
