import { parseArgs } from 'node:util';

/** What the person who runs a game day can choose. */
export interface GameDayOptions {
  /** From the start to the exit at most, in seconds. */
  readonly seconds: number;
  /** Alerts a second while faults go on, beside the bursts at each kill. */
  readonly rate: number;
  readonly json: boolean;
}

export const USAGE = `npm run gameday -- [options]
  --seconds N   how long all of it may take (default 180, at least 60): faults that don't fit are left out, and named
  --rate R      alerts a second, beside the bursts at each kill (default 8)
  --json        the report for programs`;

const LEAST_SECONDS = 60;

/** Reads the command line; `'help'` when help was asked for. @throws Error naming what is wrong. */
export function parseGameDayOptions(argv: readonly string[]): GameDayOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seconds: { type: 'string', default: '180' },
      rate: { type: 'string', default: '8' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    strict: true,
  });
  if (values.help) return 'help';
  return {
    seconds: atLeast('--seconds', values.seconds, LEAST_SECONDS),
    rate: atLeast('--rate', values.rate, 1),
    json: values.json,
  };
}

function atLeast(name: string, text: string, least: number): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least)) throw new Error(`${name} must be a whole number from ${least} on, not "${text}".`);
  return value;
}
