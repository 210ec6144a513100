import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { IntegrationError } from '../../../../../core/contracts/integration-error';
import { listErrors } from '../../../../../core/usecases/api/list-errors';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anIntegration } from '../../../../support/builders/resources';

const ERRORS = `${PATHS.integration}errors/`;
const DAY = 86_400_000_000;

interface Page {
  readonly next: string | null;
  readonly results: readonly { readonly reason: string }[];
}

async function start() {
  const world = await new ApiWorld().settle();
  await world.integrate();
  const fail = async (over: Partial<IntegrationError>): Promise<void> => {
    const error = { trace_id: null, kind: 'refused', reason: 'The body is not JSON.', body: '{' } as const;
    await world.errors.record({ ...error, id: randomUUID(), integration: anIntegration().id, at: world.now, ...over });
  };
  return { world, fail, api: await world.as() };
}

describe('the errors of an integration', () => {
  it('come newest first, page by page, with reason and body', async () => {
    const { world, fail, api } = await start();
    for (let i = 1; i <= 5; i++) await fail({ at: world.now - 10 + i, reason: `Reason ${i}.` });
    await fail({ integration: randomUUID() });
    const seen: string[] = [];
    let link: string | null = `https://tocsin.example${ERRORS}?page_size=2`;
    while (link !== null) {
      expect(link.startsWith('https://tocsin.example/api/')).toBe(true);
      const { pathname, search }: URL = new URL(link);
      const page = (await api('GET', pathname + search)).body as Page;
      seen.push(...page.results.map(({ reason }) => reason));
      link = page.next;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1].map((i) => `Reason ${i}.`));
  });

  it.each([
    ['{"a": 12345678901234567890}', '{"a":12345678901234567890}'],
    ['[1]', '[1]'],
    ['"text"', '"\\"text\\""'],
    ['{"cut": ', '"{\\"cut\\": "'],
  ])('show the body %s as JSON where it is an object or a list', async (body, shown) => {
    const { world, fail, api } = await start();
    await fail({ body, kind: 'failed', trace_id: 'the trace', id: 'one' });
    const answer = await api('GET', ERRORS);
    expect(answer.body).toMatchObject({
      ...{ next: null, previous: null },
      results: [{ id: 'one', kind: 'failed', trace_id: 'the trace', at: expect.stringMatching(/Z$/) }],
    });
    // As text: the parsed answer would have lost digits again.
    const { account, team, service, id } = anIntegration();
    const reply = await listErrors(world.deps, {
      caller: { account, username: 'anybody', scope: 'read', teams: null, token: 'a token' },
      params: { team, service, integration: id },
      ...{ query: new URLSearchParams(), body: undefined, baseUrl: '' },
    });
    expect(JSON.stringify(reply)).toContain(`"body":${shown}`);
  });

  it('are gone after 30 days, whatever the table still holds', async () => {
    const { world, fail, api } = await start();
    await fail({ at: world.now - 30 * DAY - 1 });
    await fail({ at: world.now - 29 * DAY });
    expect(((await api('GET', ERRORS)).body as Page).results).toHaveLength(1);
  });

  it.each(['cursor=x', 'cursor=', `cursor=${Buffer.from('RULE#x').toString('base64url')}`, 'page_size=0'])(
    'are not listed from %s',
    async (query) => {
      const { api } = await start();
      const [path] = query.split('=');
      expect(await api('GET', `${ERRORS}?${query}`)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    },
  );
});

describe('ready-made mappings', () => {
  it('can be configured as they are, and make an alert of their own sample', async () => {
    const { api } = await start();
    const { status, body } = await api('GET', '/api/account/mapping-presets/');
    expect(status).toBe(200);
    const presets = body as readonly { name: string; configuration: Record<string, unknown>; sample: unknown }[];
    expect(presets.map(({ name }) => name)).toContain('prometheus-alertmanager');
    for (const { configuration, sample } of presets) {
      const put = await api('PUT', `${PATHS.integration}configuration/`, { body: configuration });
      expect(put).toMatchObject({ status: 200, body: configuration });
      const { body: shown } = await api('POST', `${PATHS.integration}preview/`, { body: { payload: sample } });
      const { alerts } = shown as { alerts: readonly { effect: string }[] };
      expect(alerts.length).toBeGreaterThan(0);
      for (const { effect } of alerts) expect(effect).not.toBe('failed');
    }
  });
});
