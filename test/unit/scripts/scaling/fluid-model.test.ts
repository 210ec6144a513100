import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { followStorm, type StageOfWork, type Storm } from '../../../../scripts/scaling/fluid-model';

/** Single alerts through single-file stages, each as fast as its capacity: what the model says in one formula. */
function simulate({ rate, seconds }: Storm, stages: readonly StageOfWork[]) {
  let arrivals = Array.from({ length: Math.floor(rate * seconds) }, (_, index) => index / rate);
  return stages.map(({ capacity, workPerAlert }) => {
    const service = workPerAlert / capacity;
    let free = 0;
    let longestWait = 0;
    const departures = arrivals.map((at) => {
      const begin = Math.max(at, free);
      longestWait = Math.max(longestWait, begin - at);
      free = begin + service;
      return free;
    });
    arrivals = departures;
    return { longestWait, drainedAfter: free };
  });
}

const stage = fc.record({
  name: fc.constant('a stage'),
  workPerAlert: fc.constantFrom(0.1, 0.5, 1, 2),
  capacity: fc.double({ min: 5, max: 400, noNaN: true }),
});

describe('the model of a storm', () => {
  it('agrees with a simulation of its single alerts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 5, max: 40 }),
        fc.array(stage, { minLength: 1, maxLength: 4 }),
        (rate, seconds, stages) => {
          const modelled = followStorm({ rate, seconds }, stages);
          const simulated = simulate({ rate, seconds }, stages);
          for (const [index, { longestWait, drainedAfter }] of modelled.entries()) {
            // Alerts are grains: each stage may be off by the few that are under way.
            const grain = stages
              .slice(0, index + 1)
              .reduce((sum, of) => sum + 2 * (of.workPerAlert / of.capacity), 2 / rate);
            expect(Math.abs(simulated[index]!.longestWait - longestWait)).toBeLessThanOrEqual(grain + 1e-6);
            expect(Math.abs(simulated[index]!.drainedAfter - drainedAfter)).toBeLessThanOrEqual(grain + 1e-6);
          }
        },
      ),
    );
  });

  it('has no backlog where everything can do what comes', () => {
    const [backlog] = followStorm({ rate: 10, seconds: 60 }, [{ name: 'a stage', workPerAlert: 1, capacity: 10 }]);
    expect(backlog).toEqual({ name: 'a stage', most: 0, longestWait: 0, drainedAfter: 60 });
  });

  it('lets the stage after a narrow one have no backlog of its own', () => {
    const stages = [10, 50].map((capacity) => ({ name: 'a stage', workPerAlert: 1, capacity }));
    expect(followStorm({ rate: 100, seconds: 10 }, stages).map(({ most }) => most)).toEqual([900, 0]);
  });
});
