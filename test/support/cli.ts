import type { Io } from '../../cli/io';
import { runProgram } from '../../cli/program';
import { aUser, ACCOUNT } from './builders/resources';
import { ApiWorld } from './builders/api-world';

/** What a command line did. */
export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const URL_OF_WORLD = 'https://tocsin.example';

/** A world with an account and its owner, and nothing else. */
export async function emptyWorld(): Promise<ApiWorld> {
  const world = new ApiWorld();
  const created_at = world.now;
  await world.resources.put('account', { id: ACCOUNT, name: 'Dunder', owner: aUser().username, created_at });
  await world.resources.put('user', aUser());
  return world;
}

/** The command line in this process, on the api function over fakes. @returns how to run one */
export async function cliOn(
  world: ApiWorld,
  settings: Partial<Omit<Io, 'args'>> = {},
): Promise<(...args: readonly string[]) => Promise<CliRun>> {
  const ask = await world.as('admin');
  const fetch: Io['fetch'] = async (url, { method = 'GET', body }) => {
    const target = url.slice(URL_OF_WORLD.length);
    const answer = await ask(method, target, typeof body === 'string' ? { body } : {});
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status: answer.status });
  };
  const { env = {}, ...rest } = settings;
  return (...args) =>
    runCli(args, { fetch, env: { TOCSIN_URL: URL_OF_WORLD, TOCSIN_TOKEN: 'the world has one', ...env }, ...rest });
}

/** Runs a command line in this process, in a world of its own unless told otherwise. */
export async function runCli(args: readonly string[], settings: Partial<Omit<Io, 'args'>>): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runProgram({
    args,
    env: {},
    cwd: '/nowhere',
    print: (line) => out.push(line),
    warn: (line) => err.push(line),
    readInput: () => Promise.resolve(''),
    ask: null,
    fetch: () => Promise.reject(new Error('nobody')),
    pause: () => Promise.resolve(),
    now: () => 0,
    ...settings,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
