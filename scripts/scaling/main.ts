import { followStorm, type Storm } from './fluid-model';
import { DEFAULT_LIMITS, MEASURED } from './measured';
import { exceeded, needsAt } from './needs';
import { pipelineOf } from './pipeline';

/*
 * `npm run scaling`: which limit is met first at which rate, and what a storm does to a deployment as it is.
 * `npm run scaling -- 5000 600`: a storm of so many alerts a second for so many seconds.
 */

const RATES = [100, 1_000, 10_000, 100_000];
const STORM: Storm = { rate: 5_000, seconds: 60 };

function printLimits(): void {
  for (const rate of RATES) {
    const over = exceeded(needsAt(rate, MEASURED));
    console.log(`\n${rate.toLocaleString('en-US')} alerts a second: ${over.length === 0 ? 'within every limit' : ''}`);
    for (const { what, needed, limit, raise } of over) {
      console.log(
        `  ${what}: ${Math.ceil(needed).toLocaleString('en-US')} of ${limit.toLocaleString('en-US')} (${raise})`,
      );
    }
  }
}

function printStorm(storm: Storm): void {
  // What the API does not let in is refused, not queued: a monitor sends it again.
  const letIn = { ...storm, rate: Math.min(storm.rate, DEFAULT_LIMITS.requests) };
  console.log(`\nA storm of ${storm.rate} alerts a second for ${storm.seconds} s; ${letIn.rate} a second are let in:`);
  for (const { name, most, longestWait, drainedAfter } of followStorm(letIn, pipelineOf(MEASURED, DEFAULT_LIMITS))) {
    const backlog = `${Math.round(most).toLocaleString('en-US')} waiting at most`;
    console.log(
      `  ${name.padEnd(10)} ${backlog}, ${longestWait.toFixed(1)} s the longest, empty after ${drainedAfter.toFixed(0)} s`,
    );
  }
}

function main(words: readonly string[]): void {
  const [rate = STORM.rate, seconds = STORM.seconds] = words.map(Number);
  if (!(rate > 0) || !(seconds > 0)) {
    console.error('Usage: npm run scaling -- [alerts a second] [seconds]');
    process.exitCode = 2;
    return;
  }
  printLimits();
  printStorm({ rate, seconds });
}

main(process.argv.slice(2));
