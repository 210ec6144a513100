import { describe, expect, it } from '@jest/globals';
import { setTimers } from '../../../../../core/domain/timers/set-timers';
import { runTimer } from '../../../../../core/usecases/run-timer';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aService } from '../../../../support/builders/resources';

const SECOND = 1_000_000;

/** A world with so many triggered incidents, and what tests do in it. */
async function start(count: number) {
  const world = await new ApiWorld().settle();
  const api = await world.as('write');
  for (let i = 1; i <= count; i++) {
    await api('POST', '/api/incidents/', { body: { title: `Incident ${i}`, service: aService().id } });
  }
  const deps = { entities: world.entities, timersQueue: world.timers, clock: () => world.now++ };
  return {
    world,
    api,
    merge: (into: number, ...incidents: readonly (number | string)[]) =>
      api('POST', `/api/incidents/${into}/merge/`, { body: { incidents } }),
    snooze: (seconds: number) => api('POST', '/api/incidents/1/snooze/', { body: { snooze_time: seconds } }),
    patch: (number: number, body: Readonly<Record<string, unknown>>) =>
      api('PATCH', `/api/incidents/${number}/`, { body }),
    show: async (number: number) =>
      (await api('GET', `/api/incidents/${number}/`)).body as Readonly<Record<string, unknown>>,
    /** Does what dispatch does with the last write: sends its timers. */
    dispatch: async () => {
      const { after } = world.entities.stream.at(-1)!;
      const timers = setTimers(after.incident!, after.incident!.transitions, aService());
      await world.timers.send(timers.map((timer) => ({ timer, delay_seconds: 0 })));
    },
    /** Looks at all timers that wait, once. */
    timers: async () => {
      const results = [];
      for (const { timer } of world.timers.drain()) results.push(await runTimer(deps, timer));
      return results;
    },
  };
}

describe('merging incidents', () => {
  it('acknowledges all and says who belongs to whom', async () => {
    const { api, merge, show } = await start(3);
    const second = await show(2);
    expect(await merge(1, String(second['unique_id']), 3, 3)).toMatchObject({
      status: 200,
      body: { incident_number: 1, status: 2, is_parent_incident: true, is_child_incident: false, merged_with: null },
    });
    const parent = await show(1);
    for (const number of [2, 3]) {
      expect(await show(number)).toMatchObject({
        status: 2,
        parent_incident: 1,
        merged_with: parent['unique_id'],
        is_parent_incident: false,
        is_child_incident: true,
      });
    }
    const items = await api('POST', '/api/incidents/filter/', { body: { status: 2 } });
    expect(items.body).toMatchObject({
      results: [{ is_child_incident: true }, { is_child_incident: true }, { is_parent_incident: true }],
    });
  });

  it('is done again without an effect, and takes more of them later', async () => {
    const { world, merge, show } = await start(3);
    await merge(1, 2);
    const writes = world.entities.stream.length;
    expect((await merge(1, 2)).status).toBe(200);
    expect(world.entities.stream).toHaveLength(writes);
    expect((await merge(1, 3)).status).toBe(200);
    expect(await show(3)).toMatchObject({ parent_incident: 1, status: 2 });
  });

  it('resolves the children with their parent, and not the parent with a child', async () => {
    const { merge, patch, show, dispatch, timers } = await start(3);
    await merge(1, 2, 3);
    await patch(3, { status: 3 });
    await dispatch();
    expect(await timers()).toEqual([]);
    expect(await show(1)).toMatchObject({ status: 2 });
    await patch(1, { status: 3 });
    await dispatch();
    expect(await timers()).toEqual(['done', 'over']);
    expect(await show(2)).toMatchObject({ status: 3, parent_incident: 1 });
  });

  it('leaves alone what a parent names without being its child', async () => {
    const { world, merge, patch, show, dispatch, timers } = await start(2);
    await merge(1, 2);
    const [key, head] = [...world.entities.heads].find(([, { incident }]) => incident?.number === 2)!;
    world.entities.heads.set(key, { ...head, incident: { ...head.incident!, merged: { parent: null, children: [] } } });
    await patch(1, { status: 3 });
    await dispatch();
    expect(await timers()).toEqual(['over']);
    expect(await show(2)).toMatchObject({ status: 2 });
  });

  it('resolves the children itself when the parent was resolved in the middle of it', async () => {
    const { world, merge, patch, show } = await start(2);
    const save = world.entities.save.bind(world.entities);
    world.entities.save = async (head, transitioned) => {
      const saved = await save(head, transitioned);
      world.entities.save = save;
      await patch(1, { status: 3 });
      return saved;
    };
    expect(await merge(1, 2)).toMatchObject({ status: 200, body: { status: 3 } });
    expect(await show(2)).toMatchObject({ status: 3, parent_incident: 1 });
  });

  it('lets go of a child that was resolved in the middle of it, and says so', async () => {
    const { world, merge, patch, show } = await start(3);
    const save = world.entities.save.bind(world.entities);
    world.entities.save = async (head, transitioned) => {
      world.entities.save = save;
      await patch(2, { status: 3 });
      return save(head, transitioned);
    };
    expect(await merge(1, 2, 3)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/#2/) } });
    expect(await show(2)).toMatchObject({ status: 3, parent_incident: null });
    expect(await show(3)).toMatchObject({ parent_incident: 1 });
    expect((await merge(1, 3)).status).toBe(200);
  });

  it('refuses what is resolved or merged otherwise, and changes nothing then', async () => {
    const { world, merge, patch } = await start(5);
    await merge(1, 2);
    await patch(3, { status: 3 });
    const writes = world.entities.stream.length;
    for (const [into, other] of [
      [4, 3],
      [3, 4],
      [4, 2],
      [2, 4],
      [4, 1],
    ] as const) {
      expect(await merge(into, 5, other)).toMatchObject({
        status: 409,
        body: { detail: expect.stringMatching(/^#\d /) },
      });
    }
    expect(world.entities.stream).toHaveLength(writes);
  });

  it.each([[[9]], [[1]], [['x']], [[]], [[0]], [[1.5]]])('into the first refuses %j', async (incidents) => {
    const { merge } = await start(2);
    expect((await merge(1, ...incidents)).status).toBe(400);
  });
});

describe('snoozing an incident', () => {
  it('has it triggered again when the time is over', async () => {
    const { world, snooze, patch, show, timers } = await start(1);
    await patch(1, { status: 2 });
    const answer = await snooze(600);
    expect(answer).toMatchObject({ status: 200, body: { status: 2, snooze_time: 600 } });
    expect(world.timers.sent).toMatchObject([{ delay_seconds: 600 }]);
    expect(await timers()).toEqual(['waits']);
    world.now += 600 * SECOND;
    expect(await timers()).toEqual(['done']);
    expect(await show(1)).toMatchObject({ status: 1, snooze_time: null, snoozed_till: null });
  });

  it.each([
    ['resolving', { status: 3 }, 3],
    ['taking back the acknowledgement', { status: 1 }, 1],
    ['handing it on', { assigned_to: '' }, 2],
  ])('is ended by %s', async (_, change, status) => {
    const { world, snooze, patch, show, timers } = await start(1);
    await patch(1, { status: 2 });
    await snooze(60);
    expect(await show(1)).toMatchObject({ snoozed_till: expect.any(String) });
    await patch(1, { title: 'Only another title' });
    expect(await show(1)).toMatchObject({ snoozed_till: expect.any(String) });
    await patch(1, change);
    expect(await show(1)).toMatchObject({ status, snooze_time: null, snoozed_till: null });
    world.now += 60 * SECOND;
    expect(await timers()).toEqual(['over']);
    expect(await show(1)).toMatchObject({ status });
  });

  it('again replaces the one before', async () => {
    const { world, snooze, patch, show, timers } = await start(1);
    await patch(1, { status: 2 });
    await snooze(60);
    await snooze(120);
    world.now += 60 * SECOND;
    expect(await timers()).toEqual(['over', 'waits']);
    expect(await show(1)).toMatchObject({ status: 2, snooze_time: 120 });
  });

  it('can be taken back', async () => {
    const { api, world, snooze, patch, show, timers } = await start(1);
    await patch(1, { status: 2 });
    await snooze(60);
    expect((await api('DELETE', '/api/incidents/1/snooze/')).status).toBe(204);
    expect((await api('DELETE', '/api/incidents/1/snooze/')).status).toBe(204);
    world.now += 60 * SECOND;
    expect(await timers()).toEqual(['over']);
    expect(await show(1)).toMatchObject({ status: 2, snoozed_till: null });
  });

  it('takes the place of the acknowledgement timeout', async () => {
    const { world, snooze, patch, show, timers } = await start(1);
    await patch(1, { status: 2 });
    const incident = world.entities.stream.at(-1)!.after.incident!;
    const [timer] = setTimers(incident, incident.transitions, {
      auto_resolve_timeout: 0,
      acknowledgement_timeout: 600,
    });
    await snooze(3_600);
    world.timers.drain();
    await world.timers.send([{ timer: timer!, delay_seconds: 600 }]);
    world.now += 600 * SECOND;
    expect(await timers()).toEqual(['over']);
    expect(await show(1)).toMatchObject({ status: 2 });
  });

  it('is for acknowledged incidents, and a time within bounds', async () => {
    const { world, snooze, patch } = await start(1);
    expect((await snooze(60)).status).toBe(409);
    await patch(1, { status: 2 });
    for (const seconds of [0, 59, 604_801, 1e9]) expect((await snooze(seconds)).status).toBe(400);
    await patch(1, { status: 3 });
    expect((await snooze(60)).status).toBe(409);
    expect(world.timers.sent).toEqual([]);
  });
});
