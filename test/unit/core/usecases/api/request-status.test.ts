import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../../core/contracts/outcome';
import { alertIdOf, makeElementTraceId, makeTraceId } from '../../../../../core/domain/trace-id';
import { ApiWorld, client } from '../../../../support/builders/api-world';
import { anIncident } from '../../../../support/builders/incident';
import { aStoredAlert } from '../../../../support/builders/stored-alert';

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
  const ask = (query = '') => client(world.handler)('GET', `/api/alert/status/${request.traceId}/${query}`);
  const status = async (query = '') => (await ask(query)).body;
  /** Ends all elements of a part, and notes it as process does. */
  const endPart = async (from: number, to: number, outcome?: Outcome) => {
    for (let index = from; index < to; index++) await end(index, outcome);
    await world.alerts.notePart(request.traceId, { from, to, all_failed: outcome?.status === 'failed' });
  };
  return { world, request, idAt, end, endPart, ask, status };
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

  it('lists a hundred of more, which ones a page says, and counts all', async () => {
    const { endPart, idAt, status } = await start(1_234);
    for (let from = 0; from < 1_234; from += 100)
      await endPart(from, Math.min(1_234, from + 100), from < 1_000 ? FAILED : undefined);
    const listedBy = async (query: string) => {
      const body = (await status(query)) as { alerts: { trace_id: string }[] };
      expect(body).toMatchObject({ status: 'completed', error: 'no message', count: 1_234 });
      return body.alerts.map(({ trace_id }) => trace_id);
    };
    const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => idAt(from + i));
    expect(await listedBy('')).toEqual(ids(0, 100));
    expect(await listedBy('?page=2')).toEqual(ids(100, 200));
    expect(await listedBy('?page=13')).toEqual(ids(1_200, 1_234));
    expect(await listedBy('?page=14')).toEqual([]);
    expect(await listedBy('?page=3&page_size=7')).toEqual(ids(14, 21));
  });

  it('of a page that is none says what is wrong with it', async () => {
    const { ask } = await start(2);
    expect(await ask('?page=0&page_size=x')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'page' }, { path: 'page_size' }] },
    });
  });

  it('of many is queued until each part has ended, and failed when all of them failed', async () => {
    const { endPart, status } = await start(300);
    await endPart(200, 300, FAILED);
    await endPart(0, 100, FAILED);
    expect(await status()).toEqual({ status: 'queued' });
    await endPart(100, 200, FAILED);
    expect(await status()).toMatchObject({ status: 'failed', count: 300 });
  });

  it('is not put off by parts that overlap, of which one was given up while it was cut again', async () => {
    const { world, request, endPart, status } = await start(300);
    await endPart(100, 200);
    const note = (from: number, to: number) => world.alerts.notePart(request.traceId, { from, to, all_failed: false });
    await note(150, 300);
    expect(await status()).toEqual({ status: 'queued' });
    await endPart(0, 100, FAILED);
    expect(await status()).toMatchObject({ status: 'completed', count: 300 });
  });

  it('of fifty thousand reads what it shows, and no row while some are on their way', async () => {
    const { world, endPart, status } = await start(50_000);
    let rows = 0;
    const findMany = world.alerts.findMany.bind(world.alerts);
    world.alerts.findMany = (ids) => {
      rows += ids.length;
      return findMany(ids);
    };
    await endPart(0, 100);
    expect(await status()).toEqual({ status: 'queued' });
    expect(rows).toBe(0);
    await endPart(100, 50_000);
    expect(await status('?page=400')).toMatchObject({ status: 'completed', count: 50_000 });
    expect(rows).toBe(101);
  });
});
