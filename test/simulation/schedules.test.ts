import { describe, expect, it } from '@jest/globals';
import { makePlan } from './plan';
import { simulate } from './simulate';
import { tellStory } from './tell-story';

/** So long are schedules run, on however busy a machine; and so many at least, whatever it takes. */
const MILLISECONDS = 60_000;
const AT_LEAST = 1_000;
const AT_MOST = 10_000;

describe('simulated schedules', () => {
  it('keep every promise, whatever fails, repeats or overtakes', async () => {
    const end = Date.now() + MILLISECONDS;
    let seed = 1;
    for (; seed <= AT_MOST && (seed <= AT_LEAST || Date.now() < end); seed++) {
      const { failure } = await simulate(makePlan(seed));
      if (failure !== null) throw new Error((await tellStory(seed)) ?? failure);
    }
    process.stdout.write(`${seed - 1} schedules\n`);
    expect(seed).toBeGreaterThan(AT_LEAST);
  });

  it('are the same each time they are run', async () => {
    for (const seed of [11, 24, 36]) {
      const [first, second] = [
        await simulate(makePlan(seed), undefined, true),
        await simulate(makePlan(seed), undefined, true),
      ];
      expect(first.story.length).toBeGreaterThan(50);
      expect(second).toEqual(first);
    }
  });
});
