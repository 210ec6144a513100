import { accessSync, constants, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, reasonOf, RunnerFailure } from './failure';
import { isObject, parseJson, type JsonObject } from './json';

/** Where everything that outlives a run is kept: absolute paths below the data folder. */
export interface DataFolder {
  readonly root: string;
  /** DynamoDB Local's database. */
  readonly table: string;
  /** The queues' SQLite database. */
  readonly queues: string;
  readonly checkpoints: string;
  readonly logs: string;
  readonly secrets: string;
  readonly credentials: string;
  readonly endpoints: string;
  readonly lock: string;
  /** Process ids of the engines, so that a later start can end those a killed runner left behind. */
  readonly processes: string;
}

/** Makes the data folder (readable by its owner only) if it is absent. Throws {@link RunnerFailure} if it can't be used. */
export function openDataFolder(root: string): DataFolder {
  const folder: DataFolder = {
    root,
    table: join(root, 'dynamodb'),
    queues: join(root, 'queues'),
    checkpoints: join(root, 'stream-checkpoints'),
    logs: join(root, 'logs'),
    secrets: join(root, 'secrets.json'),
    credentials: join(root, 'credentials.json'),
    endpoints: join(root, 'endpoints.json'),
    lock: join(root, 'lock'),
    processes: join(root, 'processes.json'),
  };
  try {
    for (const path of [root, folder.table, folder.queues, folder.checkpoints, folder.logs]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
      if (!statSync(path).isDirectory()) throw new Error(`${path} is not a folder`);
    }
  } catch (error) {
    throw new RunnerFailure(`the data folder ${root} can't be written: ${reasonOf(error)}`);
  }
  return folder;
}

/** Writes a JSON file so that a reader (or a crash) sees the old or the new text, never half of it. Owner-only. */
export function writeJsonFile(path: string, value: unknown): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}

/**
 * Reads a JSON object that the runner wrote; undefined when there is no such file.
 * Throws {@link RunnerFailure} when it is no JSON object: the folder was damaged, and guessing would lose data.
 */
export function readJsonFile(path: string): JsonObject | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (!isObject(value)) {
    throw new RunnerFailure(`the data folder is damaged: ${path} is not a JSON object; restore it or move it away`);
  }
  return value;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new RunnerFailure(`${path} can't be read: ${reasonOf(error)}`);
  }
}
