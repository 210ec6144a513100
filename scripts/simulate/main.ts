import { parseArgs } from 'node:util';
import { makePlan } from '../../test/simulation/plan';
import { simulate } from '../../test/simulation/simulate';
import { tellStory } from '../../test/simulation/tell-story';

/*
 * `npm run simulate -- --seeds 100000 [--from 1]`: so many schedules of the simulated deployment, one after the other.
 * `npm run simulate -- --seed 4711 --story`: one of them; what went wrong with it, told with as little as it takes.
 */

const USAGE = 'Usage: npm run simulate -- --seeds N [--from S] | --seed S [--story]';
/** After so many failing seeds it is clear that something is wrong. */
const MOST_FAILURES = 10;
/** Schedules between two lines of progress. */
const PROGRESS = 10_000;

async function runMany(from: number, count: number): Promise<void> {
  const begun = Date.now();
  let [run, turns, failures] = [0, 0, 0];
  for (let seed = from; run < count && failures < MOST_FAILURES; seed++, run++) {
    const outcome = await simulate(makePlan(seed));
    turns += outcome.turns;
    if (outcome.failure !== null) {
      failures += 1;
      console.log(`seed ${seed}: ${outcome.failure}\n  npm run simulate -- --seed ${seed} --story`);
    }
    if ((run + 1) % PROGRESS === 0) console.log(`${run + 1} schedules, ${seconds(begun).toFixed(0)} s`);
  }
  const rate = run / seconds(begun);
  console.log(`${run} schedules, ${turns} steps, ${rate.toFixed(0)} schedules a second, ${failures} failures`);
  process.exitCode = failures === 0 ? 0 : 1;
}

async function runOne(seed: number, tells: boolean): Promise<void> {
  const { failure, turns, story } = await simulate(makePlan(seed), undefined, tells);
  const told = tells && failure !== null ? await tellStory(seed) : null;
  if (tells) console.log(told ?? story.join('\n'));
  console.log(`seed ${seed}, ${turns} steps: ${failure ?? 'every promise was kept'}`);
  process.exitCode = failure === null ? 0 : 1;
}

function seconds(begun: number): number {
  return (Date.now() - begun) / 1_000;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      story: { type: 'boolean', default: false },
    },
  });
  if (values.seed !== undefined && Number.isInteger(Number(values.seed))) {
    await runOne(Number(values.seed), values.story);
  } else if (Number(values.seeds) > 0 && Number.isInteger(Number(values.from))) {
    await runMany(Number(values.from), Number(values.seeds));
  } else {
    console.error(USAGE);
    process.exitCode = 2;
  }
}

void main();
