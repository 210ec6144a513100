import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CANARY } from '../../core/contracts/canary';
import { buildAssembly } from '../../local/build';
import { startRunner, temporaryFolder, until, type TestRunner } from '../support/runner';

const REPOSITORY = join(__dirname, '..', '..');
/** A run each second instead of each minute. */
const OFTEN = ['--schedule-seconds', '1'];

interface Line {
  readonly message?: string;
  readonly alert_type?: string;
  readonly CanaryLatency?: number;
}

/** What the function canary has logged so far: what it sent, and the metric's lines. */
function linesOf({ dataDir }: TestRunner): readonly Line[] {
  const file = join(dataDir, 'logs', 'canary.log');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // The last one may be half written; what is no JSON is not of the function's own.
  return lines.slice(0, -1).flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));
}

const sentBy = (runner: TestRunner) => linesOf(runner).flatMap(({ alert_type }) => alert_type ?? []);
const latenciesOf = (runner: TestRunner) => linesOf(runner).flatMap(({ CanaryLatency }) => CanaryLatency ?? []);

describe('the canary of a deployment that works', () => {
  let runner: TestRunner;
  beforeAll(async () => {
    runner = await startRunner({ args: ['--canary', ...OFTEN] });
  });
  afterAll(() => end(runner));

  it('comes back, again and again, and says how long that took', async () => {
    const latencies = await until('three of them', () => latenciesOf(runner).length >= 3 && latenciesOf(runner));
    for (const latency of latencies) {
      expect(latency).toBeGreaterThan(0);
      expect(latency).toBeLessThan(60_000);
    }
  });

  it('opens an incident and resolves it, by turns', async () => {
    const sent = await until('both', () => new Set(sentBy(runner)).size === 2 && sentBy(runner));
    expect(sent[0]).toBe('critical');
    expect(sent).toContain('resolved');
  });

  it('is nothing that a token could see', async () => {
    await until('an arrival', () => latenciesOf(runner).length > 0);
    const { url, api_token = '' } = runner.endpoints;
    const get = async (path: string): Promise<string> => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Token ${api_token}` } });
      return `${answer.status} ${await answer.text()}`;
    };
    const teams = await get('/api/account/teams/');
    expect(teams).toMatch(/^200 /);
    expect(teams).not.toContain(CANARY.team);
    expect(await get(`/api/account/teams/${CANARY.team}/services/`)).toMatch(/^404 /);
    const incidents = await get('/api/incidents/');
    expect(incidents).toMatch(/^200 /);
    expect(incidents).not.toContain('Canary');
  });

  it('takes no webhook that this deployment did not sign', async () => {
    const headers = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' };
    const refused = await fetch(`${runner.url}${CANARY.path}`, { method: 'POST', headers, body: '{}' });
    expect([refused.status, await refused.json()]).toEqual([401, { detail: 'webhook-signature does not match.' }]);
  });
});

describe('the canary of a deployment in which nobody dispatches', () => {
  it('is sent and accepted, and does not come back', async () => {
    const silent = { info: () => undefined, warn: () => undefined };
    const built = await buildAssembly(REPOSITORY, silent, { canary: true });
    const folder = temporaryFolder();
    const assembly = join(folder, 'assembly');
    cpSync(built, assembly, { recursive: true });
    switchOff(join(assembly, 'Tocsin.template.json'), 'StreamToDispatch');
    const runner = await startRunner({ assembly, args: OFTEN });
    // As many as came back above meanwhile, and one more.
    await until('five of them', () => sentBy(runner).length >= 5);
    expect(latenciesOf(runner)).toEqual([]);
    await end(runner);
    rmSync(folder, { recursive: true });
  });
});

/** Stops it and removes its data. */
async function end(runner: TestRunner): Promise<void> {
  await runner.stop();
  rmSync(runner.dataDir, { recursive: true });
}

/** As if somebody had switched the event source mapping off by hand. */
function switchOff(templateFile: string, mapping: string): void {
  const template = JSON.parse(readFileSync(templateFile, 'utf8')) as {
    readonly Resources: Readonly<
      Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>
    >;
  };
  const found = Object.entries(template.Resources).filter(
    ([id, { Type }]) => Type === 'AWS::Lambda::EventSourceMapping' && id.includes(mapping),
  );
  expect(found).toHaveLength(1);
  for (const [, { Properties }] of found) Properties['Enabled'] = false;
  writeFileSync(templateFile, JSON.stringify(template));
}
