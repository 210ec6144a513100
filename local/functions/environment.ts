import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { EnvironmentOrder, EnvironmentReport, EnvironmentSettings, Outcome } from './protocol';

/*
 * One execution environment: a worker thread that loads a function's bundle afresh and answers one invocation at a
 * time, as Lambda's runtime does. It ends when the process of the function ends it.
 */

type Handler = (event: unknown, context: unknown) => unknown;

/** Lambda's limit for an answer of a synchronous invocation. */
const MAX_ANSWER_BYTES = 6 * 1024 * 1024;

const settings = workerData as EnvironmentSettings;

void main();

async function main(): Promise<void> {
  try {
    const handler = await loadHandler();
    parentPort?.on('message', (order: EnvironmentOrder) => {
      void answer(handler, order);
    });
    report({ type: 'ready' });
  } catch (error) {
    // Lambda logs what went wrong while loading, too.
    process.stderr.write(`${describe(error)}\n`);
    report({ type: 'failed', outcome: failureOf(error) });
  }
}

async function loadHandler(): Promise<Handler> {
  const dot = settings.handler.lastIndexOf('.');
  const [file, name] = [settings.handler.slice(0, dot), settings.handler.slice(dot + 1)];
  const base = join(settings.code, file);
  const path = [`${base}.js`, `${base}.cjs`, `${base}.mjs`].find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`Cannot find module '${file}' in ${settings.code}`);
  const loaded: unknown = path.endsWith('.mjs') ? await import(pathToFileURL(path).href) : createRequire(path)(path);
  const handler = (loaded as Readonly<Record<string, unknown>>)[name];
  if (typeof handler !== 'function') throw new Error(`${settings.handler} is undefined or not exported`);
  return handler as Handler;
}

async function answer(handler: Handler, { id, event, deadline }: EnvironmentOrder): Promise<void> {
  report({ type: 'done', id, outcome: await run(handler, event, contextOf(id, deadline)) });
}

async function run(handler: Handler, event: string, context: unknown): Promise<Outcome> {
  try {
    const value = await handler(JSON.parse(event), context);
    // A handler that returns nothing answers null, as Lambda does.
    const payload = (JSON.stringify(value) as string | undefined) ?? 'null';
    if (Buffer.byteLength(payload) > MAX_ANSWER_BYTES) {
      return {
        ok: false,
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`,
      };
    }
    return { ok: true, payload };
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    return failureOf(error);
  }
}

function contextOf(id: string, deadline: number) {
  return {
    functionName: settings.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.arn,
    memoryLimitInMB: String(settings.memoryMb),
    awsRequestId: id,
    logGroupName: `/aws/lambda/${settings.name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function failureOf(error: unknown): Extract<Outcome, { ok: false }> {
  return error instanceof Error
    ? { ok: false, errorType: error.name, errorMessage: error.message }
    : { ok: false, errorType: 'Error', errorMessage: String(error) };
}

function describe(error: unknown): string {
  return `ERROR Invoke Error ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function report(message: EnvironmentReport): void {
  parentPort?.postMessage(message);
}
