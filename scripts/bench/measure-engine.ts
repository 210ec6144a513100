import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { MAPPING, payload, RULES } from './engine-workload';

/** What the engine does on one core. */
export interface EngineFigures {
  readonly blocks: number;
  readonly rules: number;
  readonly payloadBytes: number;
  /** Alerts a second of CPU through mapping and rules, explanation included. */
  readonly alertsPerSecond: number;
  /** CPU of one alert, in milliseconds. */
  readonly cpuMs: number;
  /** The same of reading its JSON, which comes before the engine. */
  readonly parseCpuMs: number;
}

/**
 * Runs alerts through the engine, one after another in a process of its own, and divides by the CPU that took. The program
 * is built as functions are: what runs TypeScript as it is adds to every closure.
 */
export function measureEngine(): EngineFigures {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    const program = join(folder, 'engine-rounds.js');
    buildSync({
      entryPoints: [join(__dirname, 'engine-rounds.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      minify: true,
    });
    const printed = execFileSync(process.execPath, [program], { encoding: 'utf8' });
    const { cpuMs, parseCpuMs } = JSON.parse(printed) as Pick<EngineFigures, 'cpuMs' | 'parseCpuMs'>;
    return {
      blocks: MAPPING.blocks.length,
      rules: RULES.length,
      payloadBytes: Buffer.byteLength(JSON.stringify(payload('db-17/disk'))),
      alertsPerSecond: 1_000 / cpuMs,
      cpuMs,
      parseCpuMs,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
