import { compileEngine, type EngineFacts } from '../../core/domain/engine';
import { parseLossless } from '../../core/domain/json/parse-lossless';
import { MAPPING, payload, RULES } from './engine-workload';

/*
 * The program that `measure-engine` builds as functions are built and runs in a process of its own. It prints the CPU of
 * one alert, in milliseconds, through the engine and through the reading of its JSON.
 */

const ROUNDS = 30;
const ALERTS = 2_500;
/** A Friday night in Berlin, when the third block counts. */
const AT = Date.UTC(2026, 10, 20, 22, 30) * 1_000;

const engine = compileEngine({
  custom_mapping: MAPPING,
  rules: RULES,
  default_urgency: 1,
  service: 'service',
  windows: [],
});
const text = JSON.stringify(payload('db-17/disk'));
const body = parseLossless(text);
const facts: EngineFacts = { at: AT, similarAt: () => null, freshId: () => 'fresh' };

function runEngine(): void {
  const alert = engine.open(body).alertAt(0, facts);
  if (alert.effect !== 'ready') throw new Error(`The bench's alert was ${alert.effect}.`);
}

/** CPU of one run in the fastest round: whatever else the machine does can only slow it. */
function leastCpuMs(run: () => void): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let done = 0; done < ALERTS; done += 1) run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / ALERTS;
  });
  return Math.min(...rounds);
}

console.log(JSON.stringify({ cpuMs: leastCpuMs(runEngine), parseCpuMs: leastCpuMs(() => parseLossless(text)) }));
