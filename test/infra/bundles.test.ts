import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FUNCTIONS, type FunctionName } from '../../core/contracts/environment';
import { bundleFunction } from '../../lib/shared/bundle-function';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-bundles-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the bundle of each function', () => {
  it.each(FUNCTIONS)('of %s is one file that needs nothing but Node', (name) => {
    const { outputs } = bundleFunction(name, join(folder, name));
    const [bundle] = Object.entries(outputs).filter(([path]) => path.endsWith('index.js'));
    expect(bundle?.[1].imports.filter(({ path, external }) => external === true && !isBuiltin(path))).toEqual([]);
    expect(readdirSync(join(folder, name)).filter((file) => file.endsWith('.js'))).toEqual(['index.js']);
  });

  it.each(FUNCTIONS)(
    'of %s leaves out how the SDK searches for credentials, which a function has in its environment',
    (name) => {
      const { inputs } = bundleFunction(name, join(folder, name));
      expect(
        Object.keys(inputs).filter((path) => /credential-provider-(node|ini|sso|process)|nested-clients/.test(path)),
      ).toEqual([]);
    },
  );

  it('is the same to the byte when it is built again, so that nothing is deployed without a change', () => {
    const built = (again: string): Buffer => {
      bundleFunction('ingest', join(folder, again));
      return readFileSync(join(folder, again, 'index.js'));
    };
    expect(built('once').equals(built('twice'))).toBe(true);
  });

  it('of ingest has at most 400 KB: it is what a monitor waits for at a cold start', () => {
    bundleFunction('ingest', join(folder, 'weighed'));
    expect(readFileSync(join(folder, 'weighed', 'index.js')).byteLength).toBeLessThanOrEqual(400 * 1024);
  });

  it('cannot be made of a function that has no code', () => {
    expect(() => bundleFunction('nothing' as FunctionName, folder)).toThrow('Function "nothing" has no ');
  });
});
