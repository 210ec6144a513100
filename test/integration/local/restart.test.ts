import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { writeToyAssembly } from '../../fixtures/local/toy-assembly';
import { runToExit, temporaryFolder, until } from '../../support/runner';
import { restartToy, startToy, untilNoted, type ToyRunner } from '../../support/toy-runner';

const pidsOf = ({ runner }: ToyRunner) =>
  (JSON.parse(readFileSync(join(runner.dataDir, 'processes.json'), 'utf8')) as { readonly pids: readonly number[] })
    .pids;

describe('the runner', () => {
  it('says where it is, keeps it to the owner, and leaves no process behind when it stops', async () => {
    const toy = await startToy();
    const pids = pidsOf(toy);
    expect(pids.length).toBeGreaterThanOrEqual(5);
    expect(toy.runner.endpoints).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      account: 'toy01',
      api_token: 'toy-token',
      pid: expect.any(Number),
      demo: { team: 't', service: 's', integration: 'i', integration_url: `${toy.runner.url}/toy/demo/send/` },
    });
    expect(statSync(join(toy.runner.dataDir, 'endpoints.json')).mode & 0o777).toBe(0o600);
    expect(toy.runner.output()).toContain(`curl -X POST ${toy.runner.url}/toy/demo/send/`);
    expect(await toy.runner.stop()).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('starts again with everything as it was: account, secret, rows and messages', async () => {
    const toy = await startToy();
    const secret = await (await toy.post('secret')).json();
    await toy.runner.stop();
    const again = await restartToy(toy);
    expect(again.runner.endpoints.api_token).toBe('toy-token');
    expect(toy.toy.journal('front')).toHaveLength(1);
    expect(await (await again.post('secret')).json()).toEqual(secret);
    await again.runner.stop();
  });

  it('killed with kill -9 takes its engines with it, and the next start brings interrupted messages at once', async () => {
    const toy = await startToy({ visibilitySeconds: 600, timeoutSeconds: 300 });
    const pids = pidsOf(toy);
    await toy.post('send', { id: 'interrupted', ms: 1000 });
    await untilNoted(toy.toy, 'the message', (entry) => entry.fn === 'worker');
    await toy.runner.kill9();
    await until('the end of its children', () => !pids.some(isAlive));
    const again = await restartToy(toy);
    await untilNoted(again.toy, 'the message done', (entry) => entry.fn === 'worker-done');
    const receives = again.toy.journal('worker').map((entry) => entry['receives']);
    // The receive that the kill cut short does not count against the message.
    expect(receives).toEqual(['1', '1']);
    await again.runner.stop();
  });

  it.each([
    ['table', 'put', [{ pk: { S: 'after' } }]],
    ['queue', 'send', { id: 'after' }],
  ])('starts the %s engine again when it is killed, and all goes on', async (engine, action, body) => {
    const toy = await startToy({ visibilitySeconds: 2, timeoutSeconds: 20 });
    await toy.post(action, engine === 'table' ? [{ pk: { S: 'before' } }] : { id: 'before' });
    const marker = engine === 'table' ? 'DynamoDBLocal.jar' : 'queue-host.js';
    const pid = pidsOf(toy).find((candidate) => readFileSync(`/proc/${candidate}/cmdline`, 'utf8').includes(marker));
    process.kill(pid ?? 0, 'SIGKILL');
    await until('the line about it', () =>
      toy.runner.output().includes(`the ${engine} engine (process ${pid ?? ''}) ended (SIGKILL)`),
    );
    await until('a request that succeeds', async () => (await toy.post(action, body)).ok, 60_000);
    const seen = (name: string) =>
      toy.toy
        .journal()
        .some((entry) => entry['id'] === name || (entry['keys'] as readonly string[] | undefined)?.includes(name));
    await until('both to arrive', () => seen('before') && seen('after'));
    expect(await toy.runner.stop()).toBe(0);
  });
});

describe('the runner refuses, in a line and with exit code 1,', () => {
  const parent = temporaryFolder();
  const assembly = writeToyAssembly(parent).folder;
  const refusal = (dataDir: string, more: Parameters<typeof runToExit>[0] = {}) =>
    runToExit({ dataDir, assembly, ...more });

  it('a data folder that a live runner holds', async () => {
    const toy = await startToy();
    const { code, output } = await refusal(toy.runner.dataDir);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^Tocsin can't run: the data folder is in use by a running runner \(process \d+\)/),
    ]);
    expect((await toy.post('plain')).status).toBe(200);
    await toy.runner.stop();
  });

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await until('the port', () => server.listening);
    const { port } = server.address() as AddressInfo;
    const { code, output } = await refusal(temporaryFolder(), { args: ['--port', String(port)] });
    expect([code, output]).toEqual([1, expect.stringContaining(`port ${port} on 127.0.0.1 is taken`)]);
    server.close();
  });

  it('a machine without Java', async () => {
    const { code, output } = await refusal(temporaryFolder(), { env: { JAVA_HOME: '/nowhere' } });
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^Tocsin can't run: no Java found .* needs Java 11 or newer/),
    ]);
  });

  it.each(['queues/fauxqs.db', 'dynamodb/shared-local-instance.db', 'secrets.json', 'credentials.json'])(
    'a data folder whose %s is damaged',
    async (file) => {
      const dataDir = temporaryFolder();
      mkdirSync(join(dataDir, 'queues'));
      mkdirSync(join(dataDir, 'dynamodb'));
      writeFileSync(join(dataDir, file), 'this was once something else, '.repeat(200));
      const { code, output } = await refusal(dataDir);
      expect([code, output]).toEqual([1, expect.stringMatching(/Tocsin can't run: the data folder is damaged: /)]);
      expect(output).toContain(file);
    },
  );

  it('an option it does not know', async () => {
    const { code, output } = await refusal(temporaryFolder(), { args: ['--prot', '1'] });
    expect([code, output]).toEqual([1, expect.stringContaining("Unknown option '--prot'")]);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
