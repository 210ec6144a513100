import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeToyAssembly, type JournalEntry, type ToyAssembly } from '../fixtures/local/toy-assembly';
import type { ToySettings } from '../fixtures/local/toy-template';
import { startRunner, temporaryFolder, until, type RunnerSettings, type TestRunner } from './runner';

/** The toy stack on a runner of its own. */
export interface ToyRunner {
  readonly runner: TestRunner;
  readonly toy: ToyAssembly;
  /** What is needed to start again on the same data. */
  readonly settings: RunnerSettings & { readonly dataDir: string };
  readonly post: (action: string, body?: unknown) => Promise<Response>;
}

/** Writes the toy stack with these settings and starts a runner on it. */
export async function startToy(settings: ToySettings = {}, args: readonly string[] = []): Promise<ToyRunner> {
  const parent = temporaryFolder();
  const dataDir = join(parent, 'data');
  mkdirSync(dataDir);
  const toy = writeToyAssembly(parent, settings);
  return restartToy({ toy, settings: { dataDir, assembly: toy.folder, args } });
}

/** Starts a runner again on the data of an earlier one. */
export async function restartToy({ toy, settings }: Pick<ToyRunner, 'toy' | 'settings'>): Promise<ToyRunner> {
  const runner = await startRunner(settings);
  const post = (action: string, body?: unknown) =>
    fetch(`${runner.url}/toy/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { runner, toy, settings, post };
}

/** Waits until the journal has a line that fits; answers with it. */
export function untilNoted(
  toy: ToyAssembly,
  what: string,
  fits: (entry: JournalEntry) => boolean,
): Promise<JournalEntry> {
  return until(what, () => toy.journal().find(fits));
}

/** Takes a message out of the queue that an environment variable of the toy names, as soon as there is one. */
export function take({ post }: ToyRunner, queue: string, deadlineMs?: number): Promise<string> {
  return until(
    `a message in ${queue}`,
    async () => {
      const taken = (await (await post('take', queue)).json()) as { readonly body?: string };
      return taken.body;
    },
    deadlineMs,
  );
}
