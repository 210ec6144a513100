import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const REPOSITORY = join(__dirname, '../..');
/** Room for a build on a busy machine; the runner's own promise is far below. */
const READY_MS = 120_000;
const EXIT_MS = 30_000;

export interface RunnerSettings {
  /** Kept by the caller to start again on the same data; a fresh temporary folder otherwise. */
  readonly dataDir?: string;
  /** Run this cloud assembly rather than the repository's. */
  readonly assembly?: string;
  /** More options of `npm start`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The content of `endpoints.json`. */
export interface RunnerEndpoints {
  readonly url: string;
  readonly pid: number;
  readonly account?: string;
  readonly api_token?: string;
  readonly demo?: {
    readonly team: string;
    readonly service: string;
    readonly integration: string;
    readonly integration_url: string;
  };
  readonly meter_url?: string;
}

export interface TestRunner {
  readonly endpoints: RunnerEndpoints;
  readonly url: string;
  readonly dataDir: string;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
  /** `kill -9` of the runner itself; its children have to notice. */
  readonly kill9: () => Promise<void>;
}

/** Starts the runner as people do, on a free port, and waits until it is ready. Throws with its output when it is not. */
export async function startRunner(settings: RunnerSettings = {}): Promise<TestRunner> {
  const dataDir = settings.dataDir ?? temporaryFolder();
  const { child, output } = spawnRunner({ ...settings, dataDir });
  const endpoints = await untilReady(child, join(dataDir, 'endpoints.json'), output);
  return {
    endpoints,
    url: endpoints.url,
    dataDir,
    output,
    stop: () => end(child, 'SIGTERM', output),
    kill9: async () => {
      await end(child, 'SIGKILL', output);
    },
  };
}

/** Starts the runner where it is expected to refuse; resolves with its exit code and what it printed. */
export async function runToExit(
  settings: RunnerSettings,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { child, output } = spawnRunner({ ...settings, dataDir: settings.dataDir ?? temporaryFolder() });
  const deadline = setTimeout(() => child.kill('SIGKILL'), READY_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(deadline);
  return { code, output: output() };
}

/** A folder that is nobody else's. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tocsin-runner-'));
}

/** Waits for a condition; throws with `what` when it has not come true in time. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`not in ${deadlineMs} ms: ${what}`);
    await sleep(20);
  }
}

function spawnRunner(settings: RunnerSettings & { readonly dataDir: string }) {
  const { dataDir, assembly, args = [], env = {} } = settings;
  const words = [
    '--port',
    '0',
    '--data',
    dataDir,
    ...(assembly === undefined ? [] : ['--assembly', assembly]),
    ...args,
  ];
  // The pinned Node itself, not the tsx command: its process is the runner, so signals reach the runner.
  const node = join(REPOSITORY, 'node_modules/node/bin/node');
  const child = spawn(node, ['--import', 'tsx', join(REPOSITORY, 'local/main.ts'), ...words], {
    cwd: REPOSITORY,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  }
  return { child, output: () => printed };
}

async function untilReady(child: ChildProcess, file: string, output: () => string): Promise<RunnerEndpoints> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    if (existsSync(file)) {
      const endpoints = JSON.parse(readFileSync(file, 'utf8')) as RunnerEndpoints;
      // A killed runner leaves its file behind until the next one has the lock.
      if (endpoints.pid === child.pid) return endpoints;
    }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the runner ended:\n${output()}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the runner was not ready in ${READY_MS} ms:\n${output()}`);
    }
    await sleep(25);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals, output: () => string): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = AbortSignal.timeout(EXIT_MS);
    await Promise.race([ended, once(late, 'abort')]);
    if (late.aborted) {
      child.kill('SIGKILL');
      throw new Error(`the runner did not end in ${EXIT_MS} ms:\n${output()}`);
    }
  }
  return child.exitCode;
}
