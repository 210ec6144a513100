import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FUNCTIONS, type FunctionName } from '../../core/contracts/environment';
import { bundleFunctions } from '../../lib/shared/bundle-functions';
import { allowedTo } from './support/roles';
import { synthesize } from './support/synthesized';

/*
 * On one machine nobody checks roles: a call that a role does not allow would first fail in AWS. What a bundle can call
 * is seen from the commands of the SDK that the bundler left in it, and from the adapters that call without a command.
 */

/** Comes with the client of DynamoDB for an endpoint discovery that the bundles do not have. */
const ALWAYS_ALONG = ['DescribeEndpoints'];
/** Actions that come along in a shared adapter without being called by the function. */
const ALONG: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  // It stores alerts and never reads several at once.
  'dead-letter': ['BatchGetItem'],
  // It makes resources and replaces its own; it deletes none and holds none while it makes another.
  canary: ['BatchGetItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
};

/** Commands that are not actions themselves but need others. */
const ACTIONS_OF: Readonly<Record<string, readonly string[]>> = {
  SendMessageBatch: ['SendMessage'],
  DeleteMessageBatch: ['DeleteMessage'],
  ChangeMessageVisibilityBatch: ['ChangeMessageVisibility'],
  TransactGetItems: ['GetItem'],
  TransactWriteItems: ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
};

const SERVICE_OF: Readonly<Record<string, string>> = {
  'client-dynamodb': 'dynamodb',
  'client-dynamodb-streams': 'dynamodb',
  'client-sqs': 'sqs',
};

const REPOSITORY = resolve(__dirname, '..', '..');
const synthesized = synthesize('prod', { canary: 'true' });
let folder: string;
let outputs: Metafile['outputs'];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-calls-test-'));
  ({ outputs } = bundleFunctions(folder));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The actions that a function's bundle can call, for example `dynamodb:GetItem`. */
function callable(name: FunctionName): readonly string[] {
  const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}/index.js`)) ?? [];
  if (!output) throw new Error(`Nothing was built of ${name}.`);
  return Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => {
    if (bytesInOutput > 0 && /^adapters\/(?!aws-json)/.test(path)) return jsonCallsIn(path);
    const [, client = '', command] = /@aws-sdk\/(client-[\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(path) ?? [];
    if (bytesInOutput === 0 || command === undefined) return [];
    const along = [...ALWAYS_ALONG, ...(ALONG[name] ?? [])];
    const actions = (ACTIONS_OF[command] ?? [command]).filter((action) => !along.includes(action));
    return actions.map((action) => `${SERVICE_OF[client] ?? client}:${action}`);
  });
}

/** The actions that a file of ours calls by `adapters/aws-json`: its parameter names the service. */
function jsonCallsIn(path: string): readonly string[] {
  const source = readFileSync(join(REPOSITORY, path), 'utf8');
  const service = /: JsonCaller<'(\w+)'>/.exec(source)?.[1];
  return service === undefined
    ? []
    : [...source.matchAll(/\.call\('(\w+)'/g)].map(([, operation = '']) => `${service}:${operation}`);
}

describe('the code of each function', () => {
  it.each(FUNCTIONS)('of %s calls nothing that its role does not allow', (name) => {
    const allowed = new Set(allowedTo(synthesized, name).map((text) => text.split(' on ')[0]));
    expect(callable(name).filter((action) => !allowed.has(action))).toEqual([]);
  });

  it('is seen to call the queue and the secret where it does so without a command of the SDK', () => {
    expect(callable('ingest').toSorted()).toEqual([
      'dynamodb:GetItem',
      'secretsmanager:GetSecretValue',
      'sqs:SendMessage',
    ]);
  });
});
