import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RunnerFailure } from './failure';

/** What the person who starts the runner can choose. */
export interface Options {
  /** Port of the HTTP API; 0 = any free one. */
  readonly port: number;
  /** Address the HTTP API listens on. */
  readonly host: string;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Count AWS calls, units and milliseconds per function and serve them on a loopback port. */
  readonly meter: boolean;
  /** Run this cloud assembly instead of building the repository's. */
  readonly assembly?: string;
  /** Have the canary, which sends itself an alert a minute. */
  readonly canary: boolean;
  /** Seconds between two sweeps of expired rows. */
  readonly sweepSeconds: number;
  /** Seconds between two runs of each schedule, instead of the template's own; for trying out and tests. */
  readonly scheduleSeconds?: number;
}

export const USAGE = `npm start -- [options]
  --port N              port of the HTTP API, 0 = any free one (default 3000; TOCSIN_PORT)
  --host ADDRESS        address it listens on (default 127.0.0.1)
  --data DIR            data folder (default .tocsin; TOCSIN_DATA)
  --meter               count AWS calls, table units and billed milliseconds per function
  --canary              send an alert a minute through all of it and measure when it comes back
  --sweep-seconds N     how often rows past their time to live are deleted (default 300)
  --schedule-seconds N  run schedules every N seconds instead of at their own rates
  --assembly DIR        run this synthesized cloud assembly instead of building one`;

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  meter: { type: 'boolean' },
  canary: { type: 'boolean' },
  assembly: { type: 'string' },
  'sweep-seconds': { type: 'string' },
  'schedule-seconds': { type: 'string' },
  help: { type: 'boolean' },
} as const;

/**
 * Reads the command line and the environment; the command line wins.
 * Returns `'help'` when help was asked for. Throws {@link RunnerFailure} naming the first option that is wrong.
 */
export function parseOptions(argv: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Options | 'help' {
  const flags = parseFlags(argv);
  if (flags.help === true) return 'help';
  if (flags.canary === true && flags.assembly !== undefined)
    throw new RunnerFailure('--canary is for what is built here: an --assembly has one or has none');
  return {
    port: wholeNumber('--port', flags.port ?? env['TOCSIN_PORT'] ?? '3000', 65_535),
    host: flags.host ?? '127.0.0.1',
    dataDir: resolve(cwd, flags.data ?? nonEmpty(env['TOCSIN_DATA']) ?? '.tocsin'),
    meter: flags.meter === true,
    canary: flags.canary === true,
    ...(flags.assembly === undefined ? {} : { assembly: resolve(cwd, flags.assembly) }),
    sweepSeconds: Math.max(1, wholeNumber('--sweep-seconds', flags['sweep-seconds'] ?? '300', 86_400)),
    ...scheduleSeconds(flags['schedule-seconds']),
  };
}

function scheduleSeconds(text: string | undefined): Pick<Options, 'scheduleSeconds'> {
  return text === undefined ? {} : { scheduleSeconds: Math.max(1, wholeNumber('--schedule-seconds', text, 86_400)) };
}

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new RunnerFailure(`${(error as Error).message.split('. ')[0] ?? ''} (npm start -- --help lists the options)`);
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new RunnerFailure(`${name} must be a whole number from 0 to ${max}, not "${text}"`);
  return value;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
