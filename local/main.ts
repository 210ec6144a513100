import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { consoleLog } from './console-log';
import { RunnerFailure } from './failure';
import { parseOptions, USAGE } from './options';
import { Runner } from './runner';

/*
 * `npm start`: runs the whole of Tocsin on this machine (DESIGN §5) until Ctrl-C or SIGTERM, then exits with 0.
 * What keeps it from running is said in one line, exit code 1.
 */

const REPOSITORY = join(__dirname, '..');
/** The Lambda runtime's major version, and what the queue engine needs. */
const NODE_MAJOR = 24;
/** How often it is looked whether npm still runs. */
const PARENT_CHECK_MS = 1_000;
/** Signals this close together are one. */
const SAME_SIGNAL_MS = 1_000;

async function main(): Promise<void> {
  const since = Date.now();
  const options = parseOptions(process.argv.slice(2), process.env, process.cwd());
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  const runner = new Runner(options, REPOSITORY, consoleLog);
  const stop = stopOnce(runner);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  stopWithParent(stop);
  try {
    await runner.start(since);
  } catch (error) {
    await runner.stop();
    throw error;
  }
}

/** The first signal stops in order, a second one at once. */
function stopOnce(runner: Runner): () => void {
  let stoppingSince: number | undefined;
  return () => {
    if (stoppingSince !== undefined) {
      // One Ctrl-C can arrive twice: from the terminal, and passed on by npm or tsx.
      if (Date.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    consoleLog.info('stopping …');
    runner.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        fail(error);
      },
    );
  };
}

/** When npm (or tsx) is killed, nobody could stop this from where it was started any more: it stops too. */
function stopWithParent(stop: () => void): void {
  process.on('disconnect', stop);
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}

function fail(error: unknown): never {
  const text = error instanceof RunnerFailure ? error.message : error instanceof Error ? error.stack : String(error);
  console.error(`Tocsin can't run: ${text ?? ''}`);
  process.exit(1);
}

/** The machine's own Node may be older than the pinned one: go on in that. */
function continueInPinnedNode(): void {
  const node = join(REPOSITORY, 'node_modules/node/bin/node');
  if (!existsSync(node)) fail(new RunnerFailure(`Node ${NODE_MAJOR} is missing (${node}): run "npm ci" first`));
  const child = spawn(node, ['--import', 'tsx', ...process.argv.slice(1)], { stdio: 'inherit', cwd: process.cwd() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) continueInPinnedNode();
else main().catch(fail);
