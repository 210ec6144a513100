import { rmSync } from 'node:fs';
import { startRunner, temporaryFolder, type RunnerEndpoints, type TestRunner } from './runner';
import { TocsinClient, type Target } from './tocsin-client';

/** A running system of a test's own: port, data and processes are nobody else's. */
export interface Tocsin {
  readonly client: TocsinClient;
  readonly runner: TestRunner;
  /** Stops it and starts it again on the same data; the exit code of the stop. */
  readonly restart: () => Promise<number | null>;
  /** Starts it again after it was killed. */
  readonly start: () => Promise<void>;
  /** Stops it for good and removes its data. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a system with empty data, as `npm start` does.
 * @param args more options of `npm start`.
 * @param dataDir an empty or absent folder for its data; a temporary one unless named. It is removed at the end.
 */
export async function startTocsin(args: readonly string[] = [], dataDir = temporaryFolder()): Promise<Tocsin> {
  let runner = await startRunner({ dataDir, args });
  let client = new TocsinClient(targetOf(runner.endpoints));
  const start = async (): Promise<void> => {
    runner = await startRunner({ dataDir, args });
    client = new TocsinClient(targetOf(runner.endpoints));
  };
  return {
    get client() {
      return client;
    },
    get runner() {
      return runner;
    },
    start,
    restart: async () => {
      const code = await runner.stop();
      await start();
      return code;
    },
    close: async () => {
      await runner.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** @throws Error when the runner made no account or demo. */
function targetOf({ url, account, api_token, demo }: RunnerEndpoints): Target {
  if (account === undefined || api_token === undefined || demo === undefined) {
    throw new Error('The runner made no account or no demo.');
  }
  return { url, account, api_token, demo };
}
