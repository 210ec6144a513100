import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findTarget } from '../../../cli/target';

const RUNNER = {
  url: 'http://127.0.0.1:3000',
  account: 'ab1cd',
  api_token: 'local',
  demo: { integration_url: 'http://x/' },
};

function folderOfRunner(): string {
  const cwd = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
  mkdirSync(join(cwd, '.tocsin'));
  writeFileSync(join(cwd, '.tocsin', 'endpoints.json'), JSON.stringify(RUNNER));
  return cwd;
}

describe('the target of a command', () => {
  const cwd = folderOfRunner();

  it('is the runner of this folder when nobody says otherwise', () => {
    expect(findTarget({}, { env: {}, cwd })).toEqual({
      url: RUNNER.url,
      token: 'local',
      account: 'ab1cd',
      integrationUrl: 'http://x/',
    });
  });

  it('is what options say, then the environment', () => {
    const env = { TOCSIN_URL: 'https://b/', TOCSIN_TOKEN: 'b', TOCSIN_INTEGRATION_URL: 'https://b/i/' };
    expect(findTarget({ url: 'https://a/', token: 'a' }, { env, cwd })).toMatchObject({ url: 'https://a', token: 'a' });
    expect(findTarget({}, { env, cwd })).toMatchObject({
      url: 'https://b',
      token: 'b',
      integrationUrl: 'https://b/i/',
    });
  });

  it("never gets the runner's token when it is another", () => {
    expect(findTarget({ url: 'https://a' }, { env: {}, cwd })).toEqual({
      url: 'https://a',
      token: null,
      account: null,
      integrationUrl: null,
    });
    expect(findTarget({ url: 'http://127.0.0.1:3000/' }, { env: {}, cwd }).token).toBe('local');
  });

  it('has to be somewhere, and a URL', () => {
    expect(() => findTarget({}, { env: {}, cwd: '/nowhere' })).toThrow('Where is the API?');
    expect(() => findTarget({ url: 'localhost:3000' }, { env: {}, cwd })).toThrow('is no URL of an API');
  });
});
