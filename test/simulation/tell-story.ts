import { PRODUCT, type Parts } from './parts';
import { makePlan } from './make-plan';
import { shrink } from './shrink';
import { simulate } from './simulate';

/** Longest line of a story. */
const WIDTH = 200;

/** What went wrong with a seed, told with as little as it takes; null when nothing does. */
export async function tellStory(seed: number, parts: Parts = PRODUCT): Promise<string | null> {
  const plan = makePlan(seed);
  const { failure: first, turns } = await simulate(plan, parts);
  if (first === null) return null;
  const small = await shrink(plan, parts);
  const { failure, story, faults } = await simulate(small, parts, true);
  const { posts, changes } = small;
  return [
    `Seed ${seed}, ${turns} turns: ${first}`,
    `Made smaller (${posts.length} posts, ${changes.length} changes, ${faults.length} faults): ${failure}`,
    `Plan: ${JSON.stringify({ ...small, without: small.without.length })}`,
    ...story.map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH)} …` : line)),
  ].join('\n');
}
