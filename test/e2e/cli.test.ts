import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../core/contracts/applications';
import { eventually } from '../support/eventually';
import { temporaryFolder } from '../support/runner';
import { startTocsin, type Tocsin } from '../support/tocsin';

const PROGRAM = join(__dirname, '../../cli/tocsin.js');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `npx tocsin` as a process beside a runner, whose `endpoints.json` it finds. */
async function tocsinBeside({ runner }: Tocsin, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], TOCSIN_DATA: runner.dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out: out.trimEnd(), err: err.trimEnd() } satisfies Ended;
}

/** A set-up that somebody made by hand, over the API. */
async function makeByHand({ client }: Tocsin): Promise<void> {
  const made = (path: string, body: object) => client.send<{ readonly unique_id: string }>('POST', path, body, 201);
  const { username } = await client.read<{ readonly username: string }>('/api/user/profile/');
  const { unique_id: team } = await made('/api/account/teams/', { name: 'Payments' });
  const below = `/api/account/teams/${team}`;
  const targets = [{ target_type: 2, target_id: username }];
  const { unique_id: policy } = await made(`${below}/escalation_policies/`, {
    name: 'Night',
    rules: [{ delay: 0, position: 1, targets }],
  });
  const service = { name: 'Checkout', escalation_policy: policy, acknowledgement_timeout: 900 };
  const { unique_id: serviceId } = await made(`${below}/services/`, service);
  const list = `${below}/services/${serviceId}/integrations/`;
  const incoming = { name: 'Prometheus', summary: 'Metrics', application: APPLICATIONS.generic.unique_id };
  const { unique_id: incomingId } = await made(list, { ...incoming, create_incidents_for: 3 });
  const blocks = [
    { set: { message: '{{payload.title}}', entity_id: '{{payload.id}}' } },
    { when: { field: 'payload.night', op: 'equals', value: true }, set: { escalation_policy: policy } },
  ];
  await client.send('PUT', `${list}${incomingId}/configuration/`, { custom_mapping: { enabled: true, blocks } });
  await made(`${list}${incomingId}/transformers/`, {
    description: 'Mine at night',
    conditions_tree: { field: 'time', op: 'between', value: '22:00 06:00' },
    actions: [
      { action_type: 6, assign_to: username },
      { action_type: 7, value: 'low' },
    ],
  });
  await made(`${below}/services/${serviceId}/alert-grouping-policies/`, {
    match_fields: { static_fields: ['incident_title'], custom_fields: ['$.region'] },
    match_mode: 1,
  });
  const routers = '/api/v2/account/events/router/';
  const { unique_id: router } = await made(routers, { name: 'Everything', description: 'Of the office' });
  await made(`${routers}${router}/rulesets/`, {
    name: 'Checkout',
    conditions_tree: { field: 'payload.team', op: 'equals', value: 'checkout' },
    actions: [{ action_type: 0, integration: incomingId }],
  });
  await made(`${routers}${router}/rulesets/`, { name: 'Rest', actions: [{ action_type: 1 }] });
  const outgoing = { name: 'Pager', summary: 'Tells', application: APPLICATIONS.outgoingWebhooks.unique_id };
  const { unique_id: outgoingId } = await made(list, { ...outgoing, is_enabled: false });
  await client.send('PUT', `${list}${outgoingId}/configuration/`, {
    url: 'https://hooks.example.com/a?b=c',
    events: ['triggered', 'resolved'],
    auth: { type: 'signature', signing_key: 'the key of keys' },
    headers: { 'X-Team': 'payments', 'X-Api-Key': 'the secret of headers' },
    timeout_seconds: 5,
  });
  const rules = `${list}${outgoingId}/outgoingrules/`.replace('/api/', '/api/v2/');
  await made(rules, { conditions_tree: { field: 'urgency', op: 'equals', value: 'high' } });
}

describe('npx tocsin', () => {
  let first: Tocsin;
  let second: Tocsin;
  beforeAll(async () => {
    first = await startTocsin();
    second = await startTocsin();
  });
  afterAll(() => Promise.all([first.close(), second.close()]));

  it('exports a set-up made by hand, and applies it to an empty stack once', async () => {
    await makeByHand(first);
    const before = await tocsinBeside(first, ['export']);
    expect(before.err).toBe(
      'Secrets are not exported; apply takes them from: PAYMENTS_CHECKOUT_PAGER_SIGNING_KEY, PAYMENTS_CHECKOUT_PAGER_X_API_KEY',
    );
    expect(before.out).not.toMatch(/the key of keys|the secret of headers/);
    const file = join(temporaryFolder(), 'tocsin.yaml');
    writeFileSync(file, before.out);
    const secrets = { PAYMENTS_CHECKOUT_PAGER_SIGNING_KEY: 'k', PAYMENTS_CHECKOUT_PAGER_X_API_KEY: 's' };
    const apply = ['apply', '-f', file, '--yes'];
    expect(await tocsinBeside(second, apply)).toMatchObject({
      code: 2,
      err: expect.stringContaining('the environment has no PAYMENTS_CHECKOUT_PAGER_SIGNING_KEY'),
    });
    const applied = await tocsinBeside(second, apply, secrets);
    expect(applied).toMatchObject({ code: 0, err: '', out: expect.stringContaining('  + team Payments') });
    expect((await tocsinBeside(second, ['export'])).out).toBe(before.out);
    const again = await tocsinBeside(second, apply, secrets);
    expect(again).toEqual({ code: 0, err: '', out: 'Nothing to do: all is as the file says.' });
  });

  it('sends an alert, follows it to its incident, acknowledges and resolves it', async () => {
    const sent = await tocsinBeside(first, ['send', 'Disk is full', '--entity-id', 'db-1/disk']);
    expect(sent).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const status = await tocsinBeside(first, ['status', sent.out, '--watch']);
    const [, number = ''] = /^completed: opened incident #(\d+)$/.exec(status.out) ?? [];
    expect(number).not.toBe('');
    const listed = await eventually({ what: 'the incident is listed' }, async () => {
      const { out } = await tocsinBeside(first, ['incidents', '--team', 'Demo team']);
      return out.includes('Disk is full') && out;
    });
    expect(listed).toMatch(new RegExp(`#${number} +triggered .* Demo team +Demo service +.* Disk is full`));
    expect((await tocsinBeside(first, ['ack', number])).out).toBe(`#${number} is acknowledged: Disk is full`);
    expect((await tocsinBeside(first, ['resolve', number])).out).toBe(`#${number} is resolved: Disk is full`);
    expect((await tocsinBeside(first, ['ack', number])).code).toBe(4);
    expect((await tocsinBeside(first, ['incidents'])).code).toBe(3);
  });
});
