import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isHeld } from '../../../../core/domain/webhook/redelivery';
import {
  DAY,
  HOUR,
  SECOND,
  byIncident,
  endpoint,
  message,
  startEndpoints,
} from '../../../support/builders/answering-endpoints';

const FAILURE = { status_code: 500 } as const;

describe('a delivery that its endpoint refuses for ever', () => {
  it('does not keep the backlog of others from going out, and its incident waits for it', async () => {
    const world = await startEndpoints();
    await world.resources.put('integration', { ...endpoint, is_enabled: false });
    const incidents = Array.from({ length: 12 }, (_, i) => i + 1);
    await world.queue.send(incidents.flatMap((incident) => [message(incident, 1), message(incident, 2)]));
    await world.workUntil(world.now + HOUR);
    expect(world.backlogs.size).toBe(24);
    world.answer = ({ body }) => (/"incident": [1-5], "sequence": 1/.test(body) ? FAILURE : {});
    await world.enable(endpoint);
    await world.workUntil(world.now + 20 * 60 * SECOND);
    expect(world.delivered().toSorted()).toEqual(
      incidents
        .slice(5)
        .flatMap((incident) => [`${incident}/1`, `${incident}/2`])
        .toSorted(),
    );
    await world.workUntil(world.now + 5 * DAY);
    // Given up by then, and the next one of each incident came.
    expect(world.delivered()).toHaveLength(14 + 5);
    expect(world.backlogs.size + world.queued).toBe(0);
    expect(world.mostReceives).toBeLessThan(100);
  });
});

describe('whatever comes about', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('transition' as const), incident: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 4_000 }) }),
    fc.record({ do: fc.constant('answer' as const), status: fc.constantFrom(200, 200, 500, 503, 429) }),
    fc.record({ do: fc.constant('disable' as const) }),
    fc.record({ do: fc.constant('enable' as const) }),
  );

  it('each delivery arrives, each incident’s in order, and nothing is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.array(fc.nat(6), { maxLength: 30 }),
        async (steps, dice) => {
          const world = await startEndpoints();
          let status = 200;
          world.answer = () => ({ status_code: status });
          let rolled = 0;
          // Workers die now and then after their work and before it is acknowledged.
          world.crashAfter = () => dice[rolled++] === 0;
          const sequences = new Map<number, number>();
          for (const each of steps) {
            if (each.do === 'wait') await world.workUntil(world.now + each.seconds * SECOND);
            else if (each.do === 'answer') status = each.status;
            else if (each.do === 'enable') await world.enable(endpoint);
            else if (each.do === 'disable') {
              const found = await world.integration();
              await world.resources.put('integration', { ...found!, is_enabled: false });
            } else {
              const sequence = (sequences.get(each.incident) ?? 0) + 1;
              sequences.set(each.incident, sequence);
              await world.queue.send([message(each.incident, sequence)]);
            }
          }
          status = 200;
          await world.enable(endpoint);
          await world.workUntil(world.now + 2 * DAY);
          const wanted = [...sequences].flatMap(([incident, count]) =>
            Array.from({ length: count }, (_, i) => `${incident}/${i + 1}`),
          );
          expect(world.delivered().toSorted()).toEqual(wanted.toSorted());
          for (const [incident, own] of byIncident(world.delivered()))
            expect(own).toEqual(wanted.filter((each) => each.startsWith(`${incident}/`)));
          expect(world.backlogs.size + world.queued).toBe(0);
          expect(await world.health()).toMatchObject({ failures: 0, backlog: 'none' });
          for (const row of world.deliveries.rows.values()) expect(isHeld(row)).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });
});
