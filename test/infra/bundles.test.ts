import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FUNCTIONS, type FunctionName } from '../../core/contracts/environment';
import { bundleFunctions } from '../../lib/shared/bundle-functions';

let folder: string;
let outputs: Metafile['outputs'];
let inputs: Metafile['inputs'];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-bundles-test-'));
  ({ outputs, inputs } = bundleFunctions(folder));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function outputOf(name: FunctionName): Metafile['outputs'][string] {
  const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}/index.js`)) ?? [];
  if (!output) throw new Error(`Nothing was built of ${name}.`);
  return output;
}

describe('the bundle of each function', () => {
  it.each(FUNCTIONS)('of %s is one file that needs nothing but Node', (name) => {
    expect(outputOf(name).imports.filter(({ path }) => !isBuiltin(path))).toEqual([]);
    expect(readdirSync(join(folder, name)).filter((file) => !file.endsWith('.LEGAL.txt'))).toEqual(['index.js']);
  });

  it.each(FUNCTIONS)(
    'of %s leaves out how the SDK searches for credentials, which a function has in its environment',
    (name) => {
      const search = /credential-provider-(node|ini|sso|process)|nested-clients/;
      expect(Object.keys(outputOf(name).inputs).filter((path) => search.test(path))).toEqual([]);
    },
  );

  it('has the stand-ins for what only the SDK imports, and imports them nowhere else', () => {
    const importers = (standIn: string): readonly string[] =>
      Object.entries(inputs)
        .filter(([, { imports }]) => imports.some(({ path }) => path.endsWith(`sdk-stand-ins/${standIn}.ts`)))
        .map(([path]) => path.split('node_modules/').at(-1) ?? path)
        .toSorted();
    expect(importers('no-event-streams')).toEqual(['@smithy/core/dist-es/submodules/protocols/HttpProtocol.js']);
    expect(importers('no-files')).toEqual([
      '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getSSOTokenFromFile.js',
      '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/readFile.js',
    ]);
    expect(importers('no-endpoint-discovery')).toEqual([
      '@aws-sdk/client-dynamodb/dist-es/DynamoDBClient.js',
      '@aws-sdk/client-dynamodb/dist-es/runtimeConfig.js',
    ]);
  });

  it('of ingest has no client for its one call of the queue and its one of the secret, nor what Node does itself', () => {
    const without = /client-(sqs|secrets-manager)|endpoint-discovery\/|core\/dist-es\/submodules\/checksum|node:zlib/;
    const { inputs: files, imports } = outputOf('ingest');
    const found = [...Object.keys(files), ...imports.map(({ path }) => path)].filter((path) => without.test(path));
    expect(found).toEqual([]);
  });

  it.each(FUNCTIONS)('of %s is ASCII, which V8 reads with one byte for each character', (name) => {
    const code = readFileSync(join(folder, name, 'index.js'));
    expect(code.find((byte) => byte > 0x7f)).toBeUndefined();
  });

  it('is the same to the byte when it is built again, and alone, so that nothing is deployed without a change', () => {
    bundleFunctions(join(folder, 'again'), ['ingest']);
    const [first, again] = ['.', 'again'].map((part) => readFileSync(join(folder, part, 'ingest', 'index.js')));
    expect(again).toEqual(first);
  });

  it('of ingest has at most 400 KB: it is what a monitor waits for at a cold start', () => {
    expect(readFileSync(join(folder, 'ingest', 'index.js')).byteLength).toBeLessThanOrEqual(400 * 1024);
  });

  it('cannot be made of a function that has no code', () => {
    expect(() => bundleFunctions(folder, ['nothing' as FunctionName])).toThrow('Function "nothing" has no ');
  });
});
