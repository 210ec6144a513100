import { parseArgs } from 'node:util';

/** What the person who measures can choose. */
export interface BenchOptions {
  /** Alerts of each workload. */
  readonly alerts: number;
  readonly concurrency: number;
  /** Entities of the second storm; the first is on one. */
  readonly entities: number;
  /** A running stack to measure; without it a runner is started with empty data. */
  readonly stack?: { readonly url: string; readonly token: string };
  /** Where the receiver listens, and under which URL the stack reaches it when that is another machine. */
  readonly receiver: { readonly port: number; readonly publicUrl?: string };
  /** Run the storm with a kill in its middle instead of measuring. */
  readonly kill: boolean;
  /** Measure the engine only. */
  readonly engine: boolean;
  /** Measure only whether a slow and a dead endpoint delay good ones. */
  readonly endpoints: boolean;
  /** Alerts a second with `endpoints`. */
  readonly rate: number;
}

export const USAGE = `npm run bench -- [options]
  --alerts N          alerts of each workload (default 1000; with --kill 10000)
  --concurrency C     posts at once (default 16)
  --entities E        entities of the second storm, the first being on one (default 5; with --kill 100)
  --url URL           measure this running stack; needs --token with an admin API token (default: starts its own)
  --token TOKEN       see --url
  --receiver-port P   port of the webhook receiver (default: a free one)
  --receiver-url URL  under which the stack reaches the receiver (default: loopback)
  --kill              a storm with kill -9 of everything in its middle, checked for broken promises; measures nothing
  --engine            only the engine: mapping and rules on one core, and its share of process
  --endpoints         only whether a slow and a dead endpoint delay eight good ones (--alerts: 40 a round)
  --rate R            alerts a second with --endpoints (default 2)`;

const FLAGS = {
  alerts: { type: 'string' },
  concurrency: { type: 'string' },
  entities: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  'receiver-port': { type: 'string' },
  'receiver-url': { type: 'string' },
  kill: { type: 'boolean' },
  engine: { type: 'boolean' },
  endpoints: { type: 'boolean' },
  rate: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; `'help'` when help was asked for. @throws Error naming what is wrong. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({ args: [...argv], options: FLAGS, strict: true });
  if (values.help === true) return 'help';
  const kill = values.kill === true;
  const { url, token } = values;
  if ((url === undefined) !== (token === undefined)) throw new Error('--url and --token go together.');
  if (kill && url !== undefined) throw new Error('--kill kills what it started itself: it takes no --url.');
  const endpoints = values.endpoints === true;
  const publicUrl = values['receiver-url'];
  return {
    alerts: count('--alerts', values.alerts, kill ? 10_000 : endpoints ? 40 : 1_000),
    concurrency: count('--concurrency', values.concurrency, 16),
    entities: count('--entities', values.entities, kill ? 100 : 5),
    kill,
    engine: values.engine === true,
    endpoints,
    rate: count('--rate', values.rate, 2),
    ...(url !== undefined && token !== undefined && { stack: { url: url.replace(/\/$/, ''), token } }),
    receiver: { port: Number(values['receiver-port'] ?? 0), ...(publicUrl !== undefined && { publicUrl }) },
  };
}

function count(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${name} must be a whole number from 1, not "${text}".`);
  return Number(text);
}
