import { parseArgs } from 'node:util';
import { makePlan } from '../../test/simulation/make-plan';
import { simulate } from '../../test/simulation/simulate';
import { tellStory } from '../../test/simulation/tell-story';

/*
 * `npm run simulate -- --seeds 100000 [--from 1]`: so many schedules of the simulated deployment, one after the other;
 * `--seconds 60`: no more than fit into that time, but a thousand at least; `--story`: tells the first that fails.
 * `npm run simulate -- --seed 4711 --story`: one of them; what went wrong with it, told with as little as it takes.
 */

const USAGE = 'Usage: npm run simulate -- --seeds N [--from S] [--seconds T] [--story] | --seed S [--story]';
/** After so many failing seeds it is clear that something is wrong. */
const MOST_FAILURES = 10;
/** Schedules between two lines of progress. */
const PROGRESS = 10_000;
/** Run even if the time is over: fewer would say little. */
const AT_LEAST = 1_000;

interface Many {
  readonly from: number;
  readonly count: number;
  readonly seconds: number;
  readonly tells: boolean;
}

async function runMany({ from, count, seconds, tells }: Many): Promise<void> {
  const begun = Date.now();
  const passed = (): number => (Date.now() - begun) / 1_000;
  const isOver = (): boolean => run >= count || (run >= AT_LEAST && passed() >= seconds);
  let [run, steps, failures] = [0, 0, 0];
  for (let seed = from; !isOver() && failures < (tells ? 1 : MOST_FAILURES); seed++) {
    const { failure, turns } = await simulate(makePlan(seed));
    steps += turns;
    run += 1;
    if (failure !== null) {
      failures += 1;
      console.log(`seed ${seed}: ${failure}\n  npm run simulate -- --seed ${seed} --story`);
      if (tells) console.log(await tellStory(seed));
    }
    if (run % PROGRESS === 0) console.log(`${run} schedules, ${passed().toFixed(0)} s`);
  }
  const rate = run / passed();
  console.log(`${run} schedules, ${steps} steps, ${rate.toFixed(0)} schedules a second, ${failures} failures`);
  process.exitCode = failures === 0 ? 0 : 1;
}

async function runOne(seed: number, tells: boolean): Promise<void> {
  const { failure, turns, story } = await simulate(makePlan(seed), undefined, tells);
  const told = tells && failure !== null ? await tellStory(seed) : null;
  if (tells) console.log(told ?? story.join('\n'));
  console.log(`seed ${seed}, ${turns} steps: ${failure ?? 'every promise was kept'}`);
  process.exitCode = failure === null ? 0 : 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      seconds: { type: 'string', default: 'Infinity' },
      seed: { type: 'string' },
      story: { type: 'boolean', default: false },
    },
  });
  const [from, count, seconds, seed] = [values.from, values.seeds, values.seconds, values.seed].map(Number);
  if (seed !== undefined && Number.isInteger(seed)) return runOne(seed, values.story);
  const isMany = from !== undefined && Number.isInteger(from) && count !== undefined && count > 0;
  if (isMany && seconds !== undefined && seconds > 0) return runMany({ from, count, seconds, tells: values.story });
  console.error(USAGE);
  process.exitCode = 2;
}

void main();
