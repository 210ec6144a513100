import { describe, expect, it } from '@jest/globals';
import { MUTATIONS, type Mutation } from './mutations';
import { makePlan } from './make-plan';
import { simulate } from './simulate';
import { tellStory } from './tell-story';

/** A mistake has to be found within so many schedules. */
const SEEDS = 1_000;

async function findSeed({ parts, matters }: Mutation): Promise<number | null> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const plan = makePlan(seed);
    if (!matters(plan)) continue;
    const { failure } = await simulate(plan, parts);
    if (failure !== null) return seed;
  }
  return null;
}

describe('the simulation finds a mistake in the product', () => {
  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))('%s', async (_name, mutation) => {
    expect(await findSeed(mutation)).not.toBeNull();
  });

  it('and tells it by a story that is smaller than the schedule', async () => {
    const mutation = MUTATIONS.find(({ name }) => name.includes('acknowledged before'))!;
    const seed = (await findSeed(mutation))!;
    const whole = await simulate(makePlan(seed), mutation.parts, true);
    const story = (await tellStory(seed, mutation.parts))!;
    expect(story).toContain(`Seed ${seed}`);
    // One post and one fault are enough to lose an alert.
    expect(story).toMatch(/\(1 posts, \d changes, 1 faults\)/);
    expect(story.split('\n').length).toBeLessThan(whole.story.length / 2);
    expect(await tellStory(seed, mutation.parts)).toBe(story);
  });
});
