import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildSync } from 'esbuild';
import { RunnerFailure } from './failure';
import { asObject, parseJson, type JsonObject } from './json';
import type { Log } from './console-log';

/** What the template and the bundles are made of. */
const ASSEMBLY_SOURCES = [
  'bin',
  'lib',
  'lambdas',
  'core',
  'adapters',
  'package-lock.json',
  'cdk.json',
  'tsconfig.json',
];
/** Entry points of the runner's child processes and threads. */
const PROGRAMS = ['functions/host.ts', 'functions/environment.ts', 'engines/queue-host.ts'];
/** Older builds are kept this long: another runner may still be using them. */
const KEEP_MS = 24 * 60 * 60 * 1000;

/**
 * Synthesizes the CDK app for the stage `local`, with more context where there is any, unless its sources are as at an
 * earlier build; resolves with the assembly's folder. Builds are kept by the hash of their sources and context, so runners
 * of different states don't meet. Throws {@link RunnerFailure} with what the compiler or the app said.
 */
export async function buildAssembly(repository: string, log: Log, more: JsonObject = {}): Promise<string> {
  const context = { ...asObject(readConfig(repository)['context']), ...more, stage: 'local' };
  const folder = buildFolder(repository, 'assembly', ASSEMBLY_SOURCES, JSON.stringify(context));
  if (existsSync(folder)) return used(folder);
  const since = Date.now();
  log.info('the sources changed: building …');
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  await runApp(repository, fresh, context);
  settle(fresh, folder);
  log.info(`built in ${((Date.now() - since) / 1000).toFixed(1)} s`);
  return folder;
}

/** Compiles the programs of the runner's children; answers with their folder. */
export function buildPrograms(repository: string): string {
  const folder = buildFolder(repository, 'local', ['local', 'package-lock.json']);
  if (existsSync(folder)) return used(folder);
  const fresh = `${folder}.${process.pid}`;
  buildSync({
    entryPoints: PROGRAMS.map((program) => join(repository, 'local', program)),
    outdir: fresh,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    packages: 'external',
    logLevel: 'silent',
  });
  settle(fresh, folder);
  return folder;
}

function buildFolder(repository: string, kind: string, sources: readonly string[], settings = ''): string {
  const hash = createHash('sha256').update(`${process.version}\0${settings}\0`);
  for (const source of sources) addToHash(hash, join(repository, source));
  const build = join(repository, '.build');
  mkdirSync(build, { recursive: true });
  removeOld(build, kind);
  return join(build, `${kind}-${hash.digest('hex').slice(0, 16)}`);
}

function addToHash(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== 'node_modules') addToHash(hash, join(path, name));
  }
}

/** Under its final name only when complete; another runner may have been faster, with the same result. */
function settle(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Marks a build as in use now, so that it is not cleaned away. */
function used(folder: string): string {
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

function removeOld(build: string, kind: string): void {
  for (const name of readdirSync(build)) {
    const path = join(build, name);
    if (!name.startsWith(`${kind}-`) || Date.now() - statSync(path).mtimeMs < KEEP_MS) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

/** Running the app itself rather than through the CDK's command line saves some three seconds. */
async function runApp(repository: string, output: string, context: JsonObject): Promise<void> {
  const bin = join(repository, 'node_modules/.bin');
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/tocsin.ts'], {
    cwd: repository,
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-4000)));
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code === 0 && existsSync(join(output, 'manifest.json'))) return;
  rmSync(output, { recursive: true, force: true });
  throw new RunnerFailure(`the build failed (exit code ${code ?? '?'}):\n${said.trim()}`);
}

function readConfig(repository: string) {
  return asObject(parseJson(readFileSync(join(repository, 'cdk.json'), 'utf8')));
}
