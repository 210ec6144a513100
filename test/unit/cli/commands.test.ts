import { describe, expect, it } from '@jest/globals';
import { aUser } from '../../support/builders/resources';
import { cliOn, emptyWorld, runCli } from '../../support/cli';

/** Answers of the API by the beginning of the request, for commands whose other end is not in the api function. */
function answering(answers: Readonly<Record<string, { readonly status?: number; readonly body: unknown }>>) {
  const asked: { readonly request: string; readonly body: unknown }[] = [];
  const fetch = (url: string, { method = 'GET', body }: RequestInit): Promise<Response> => {
    const request = `${method} ${new URL(url).pathname}`;
    asked.push({ request, body: typeof body === 'string' ? JSON.parse(body) : null });
    const answer = answers[request] ?? { status: 404, body: { detail: 'Not Found.' } };
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 }));
  };
  return { asked, settings: { fetch, env: { TOCSIN_URL: 'http://t', TOCSIN_TOKEN: 'secret' } } };
}

const TRACE = '660de380-4353-41da-b352-199fc63394db';

describe('tocsin', () => {
  it('ends with 2 when the command line makes no sense, and with 0 when help was asked for', async () => {
    for (const args of [
      ['nonsense'],
      ['send'],
      ['incidents', '--limit', '0'],
      ['apply'],
      ['send', 'x', '--type', 'bad'],
    ])
      expect(await runCli(args, { env: { TOCSIN_URL: 'http://t' } })).toMatchObject({ code: 2 });
    expect(await runCli(['--help'], {})).toMatchObject({ code: 0, out: expect.stringContaining('Ends with 0') });
    expect(await runCli(['--version'], {})).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(await runCli(['incidents'], { env: { TOCSIN_URL: 'http://t' } })).toMatchObject({
      code: 2,
      err: 'This needs an API token: give --token or TOCSIN_TOKEN.',
    });
  });

  it('ends with 1 when nothing answers', async () => {
    const { code, err } = await runCli(['incidents'], { env: { TOCSIN_URL: 'http://t', TOCSIN_TOKEN: 'x' } });
    expect({ code, err }).toEqual({ code: 1, err: 'Nothing answers at http://t: nobody' });
  });
});

describe('tocsin token', () => {
  it('makes a token that is shown once, lists it, and deletes it by its name', async () => {
    const world = await emptyWorld();
    const run = await cliOn(world);
    const made = await run('token', 'create', 'ci', '--scope', 'write');
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect((await run('token', 'list')).out).toMatch(/^NAME .*\n(?:.*\n)*ci +write +all/);
    expect(await run('token', 'delete', 'ci')).toMatchObject({ code: 0, out: 'Deleted the token ci.' });
    expect(await run('token', 'delete', 'ci')).toMatchObject({ code: 3, err: 'There is no token ci.' });
  });

  it('limits a token to teams by their names', async () => {
    const world = await emptyWorld();
    const file = () => Promise.resolve('teams: [{ name: A }, { name: B }]');
    await (
      await cliOn(world, { readInput: file })
    )('apply', '-f', '-', '--yes');
    const run = await cliOn(world);
    const { out } = await run('token', 'create', 'two', '--team', 'A', 'B', '--json');
    expect(JSON.parse(out)).toMatchObject({
      name: 'two',
      scope: 'read',
      teams: [expect.any(String), expect.any(String)],
    });
    expect(await run('token', 'create', 'x', '--team', 'C')).toMatchObject({ code: 3, err: 'There is no team C.' });
  });
});

describe('tocsin integrations', () => {
  it('lists them with their URLs, and ends with 3 when there are none', async () => {
    const world = await emptyWorld();
    const file = `teams: [{ name: A, services: [{ name: S, escalation_policy: Default escalation policy, integrations: [{ name: I }] }, { name: T, escalation_policy: Default escalation policy }] }]`;
    await (
      await cliOn(world, { readInput: () => Promise.resolve(file) })
    )('apply', '-f', '-', '--yes');
    const run = await cliOn(world);
    expect((await run('integrations')).out).toMatch(
      /\nA +S +I +Generic Integration +yes +https:\/\/tocsin.example\/integration\/ab1cd\/generic\/[0-9a-f-]{36}\/$/,
    );
    expect(await run('integrations', '--team', 'A', '--service', 'T')).toMatchObject({
      code: 3,
      out: 'No integrations.',
    });
    expect(await run('integrations', '--service', 'U')).toMatchObject({ code: 3, err: 'There is no service U.' });
  });
});

describe('tocsin send', () => {
  const accepted = { body: { message: 'success', trace_id: TRACE } };
  const intake = 'POST /integration/ab1cd/generic/11111111-2222-4333-8444-555555555555/';

  it('posts an alert to the integration of a key, without the token, and prints the trace id', async () => {
    const { asked, settings } = answering({
      'GET /api/user/profile/': { body: { username: aUser().username, account: { unique_id: 'ab1cd' } } },
      [intake]: accepted,
    });
    const words = [
      'send',
      'Disk',
      '--to',
      '11111111-2222-4333-8444-555555555555',
      '--entity-id',
      'e',
      '--payload',
      '{"a":1}',
    ];
    expect(await runCli(words, settings)).toMatchObject({ code: 0, out: TRACE });
    expect(asked.at(-1)).toEqual({
      request: intake,
      body: { message: 'Disk', alert_type: 'critical', entity_id: 'e', payload: { a: 1 } },
    });
  });

  it.each([
    [{ status: 'completed', incident: { incident_number: 7 }, is_incident_created: true }, 0, 'opened incident #7'],
    [{ status: 'completed', incident: { incident_number: 7 }, is_incident_created: false }, 0, 'joined incident #7'],
    [{ status: 'completed', incident: null }, 0, 'no incident'],
    [{ status: 'failed', error: 'Your service is under maintenance' }, 4, 'failed: Your service is under maintenance'],
    [{ status: 'queued' }, 5, 'queued'],
  ])('waits for its end: %j ends with %s', async (status, code, line) => {
    const { settings } = answering({
      'POST /i/': accepted,
      [`GET /api/alert/status/${TRACE}/`]: { body: status },
    });
    let clock = 0;
    const now = () => (clock += 10_000);
    const run = await runCli(['send', 'x', '--to', 'http://t/i/', '--wait', '--timeout', '30'], { ...settings, now });
    expect(run).toMatchObject({ code, out: expect.stringContaining(line) });
  });

  it('posts a whole body from standard input', async () => {
    const { asked, settings } = answering({ 'POST /i/': accepted });
    const readInput = () => Promise.resolve('{"any":["JSON"]}');
    const run = await runCli(['send', '--body', '-', '--to', 'http://t/i/', '--json'], { ...settings, readInput });
    expect({ run: JSON.parse(run.out) as unknown, asked }).toEqual({
      run: accepted.body,
      asked: [{ request: 'POST /i/', body: { any: ['JSON'] } }],
    });
  });

  it('says what is missing or wrong', async () => {
    const { settings } = answering({});
    const errorOf = async (...args: readonly string[]) => (await runCli(['send', ...args], settings)).err;
    expect(await errorOf('x')).toContain('Where to?');
    expect(await errorOf('--to', 'http://t/i/')).toContain('What is the message?');
    expect(await errorOf('x', '--to', 'nonsense')).toContain('no URL and no key');
    expect(await errorOf('x', '--to', 'http://t/i/', '--payload', '{')).toContain('--payload is no JSON');
    expect(await errorOf('x', '--to', 'http://t/i/', '--body', 'f')).toContain('--body is the whole alert');
    expect(await errorOf('--to', 'http://t/i/', '--body', 'missing.json')).toContain("can't be read");
  });
});

describe('tocsin incidents', () => {
  const incident = (incident_number: number) => ({
    incident_number,
    title: `Disk ${incident_number}`,
    status: 1,
    creation_date: '2026-11-22T10:00:00.123456Z',
    service_object: { name: 'S', team_name: 'A' },
    assigned_to_name: 'Dwight',
  });

  it('follows the pages as far as asked for, also over empty ones', async () => {
    const pages = [
      { next: 'http://elsewhere/api/incidents/filter/?page=2&cursor=older-9', results: [incident(9)] },
      { next: 'http://elsewhere/api/incidents/filter/?page=3', results: [] },
      { next: 'http://elsewhere/api/incidents/filter/?page=4', results: [incident(3), incident(2)] },
    ];
    const urls: string[] = [];
    const fetch = (url: string) => {
      urls.push(url);
      return Promise.resolve(new Response(JSON.stringify(pages[urls.length - 1])));
    };
    const run = await runCli(['incidents', '--limit', '2'], {
      fetch,
      env: { TOCSIN_URL: 'http://t', TOCSIN_TOKEN: 'x' },
    });
    expect(run.out.split('\n').slice(1)).toEqual([
      '#9      triggered  2026-11-22T10:00:00Z  A     S        Dwight    Disk 9',
      '#3      triggered  2026-11-22T10:00:00Z  A     S        Dwight    Disk 3',
    ]);
    expect(urls).toEqual([
      'http://t/api/incidents/filter/?page_size=2',
      'http://t/api/incidents/filter/?page=2&cursor=older-9',
      'http://t/api/incidents/filter/?page=3',
    ]);
  });

  it('ends with 4 when an incident does not become what was asked for, and does the others', async () => {
    const { settings } = answering({
      'PATCH /api/incidents/1/': { status: 409, body: { detail: 'The incident is resolved: that is final.' } },
      'PATCH /api/incidents/2/': { body: { ...incident(2), status: 2 } },
    });
    expect(await runCli(['ack', '#1', '2'], settings)).toEqual({
      code: 4,
      out: '#2 is acknowledged: Disk 2',
      err: 'PATCH /api/incidents/1/: 409 The incident is resolved: that is final.',
    });
    expect(await runCli(['resolve', '2'], settings)).toMatchObject({ code: 4, err: '#2 stays acknowledged.' });
    expect(await runCli(['resolve', '99'], settings)).toMatchObject({ code: 3 });
  });
});
