import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { concealSecrets } from '../../../../cli/configuration/conceal-secrets';
import type { Configuration } from '../../../../cli/configuration/configuration';
import { planConfiguration } from '../../../../cli/configuration/plan';
import type { ApiWorld } from '../../../support/builders/api-world';
import { ACCOUNT, aUser } from '../../../support/builders/resources';
import { anyConfiguration } from '../../../support/arbitraries/configuration';
import { cliOn, emptyWorld } from '../../../support/cli';

const someConfiguration = anyConfiguration(aUser().email);

/** A configuration as a file, and what its variables are. */
function fileOf(configuration: Configuration) {
  const { configuration: written, variables } = concealSecrets(configuration);
  return { written, text: stringify(written), env: Object.fromEntries(variables.map((name) => [name, 'value'])) };
}

async function apply(world: ApiWorld, configuration: Configuration, ...options: readonly string[]) {
  const { text, env } = fileOf(configuration);
  const run = await cliOn(world, { env, readInput: () => Promise.resolve(text) });
  const { code, out, err } = await run('apply', '-f', '-', '--json', ...options);
  if (code !== 0 && code !== 6) throw new Error(`ended with ${code}: ${err}`);
  return JSON.parse(out) as { readonly steps: readonly unknown[]; readonly applied: number };
}

async function exported(world: ApiWorld): Promise<unknown> {
  const run = await cliOn(world);
  return JSON.parse((await run('export', '--json')).out);
}

describe('apply and export on the API', () => {
  it('give back what was applied to an empty account, and applying it again does nothing', async () => {
    await fc.assert(
      fc.asyncProperty(someConfiguration, async (configuration) => {
        const world = await emptyWorld();
        const first = await apply(world, configuration, '--yes');
        expect(await exported(world)).toEqual(fileOf(configuration).written);
        const second = await apply(world, configuration, '--yes');
        expect({ steps: second.steps, applied: first.applied }).toEqual({ steps: [], applied: first.steps.length });
      }),
      { numRuns: 15 },
    );
  });

  it('make one configuration out of any other with --prune', async () => {
    await fc.assert(
      fc.asyncProperty(someConfiguration, someConfiguration, async (before, after) => {
        const world = await emptyWorld();
        await apply(world, before, '--yes');
        await apply(world, after, '--yes', '--prune');
        expect((await apply(world, after, '--dry-run', '--prune')).steps).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('leave alone what the file does not name, and say so', async () => {
    const world = await emptyWorld();
    const text = 'teams: [{ name: A, services: [{ name: S, escalation_policy: Default escalation policy }] }]';
    const run = await cliOn(world, { readInput: () => Promise.resolve(text) });
    await run('apply', '-f', '-', '--yes');
    const less = await cliOn(world, { readInput: () => Promise.resolve('teams: [{ name: A, services: [] }]') });
    const { code, out } = await less('apply', '-f', '-', '--yes');
    expect({ code, out }).toEqual({
      code: 0,
      out: '  = service A / S is not in the file and stays (--prune deletes it)\nNothing to do: all is as the file says.',
    });
    expect((await less('apply', '-f', '-', '--yes', '--prune')).out).toContain('  - service A / S');
    expect(JSON.stringify(await exported(world))).not.toContain('"S"');
  });

  it('ask first, do nothing when told no, and refuse where there is nobody to ask', async () => {
    const world = await emptyWorld();
    const readInput = () => Promise.resolve('teams: [{ name: A }]');
    const no = await cliOn(world, { readInput, ask: () => Promise.resolve('no') });
    expect((await no('apply', '-f', '-')).code).toBe(1);
    const alone = await cliOn(world, { readInput });
    expect(await alone('apply', '-f', '-')).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(await exported(world)).toEqual({ teams: [], routers: [] });
    const yes = await cliOn(world, { readInput, ask: () => Promise.resolve('yes') });
    expect((await yes('apply', '-f', '-')).code).toBe(0);
  });

  it('name everything that is referred to in vain, before anything is changed', async () => {
    const world = await emptyWorld();
    const text = `
      teams:
        - name: A
          escalation_policies: [{ name: P, rules: [{ targets: [{ user: nobody@example.com }] }] }]
          services:
            - name: S
              escalation_policy: P
              integrations:
                - { name: O, application: outgoingwebhooks, endpoint: { url: '\${env:HOOK}' } }`;
    const run = await cliOn(world, { readInput: () => Promise.resolve(text) });
    const { code, err } = await run('apply', '-f', '-', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('escalation policy A / P: there is no user nobody@example.com');
    expect(err).toContain('endpoint of A / S / O: the environment has no HOOK');
    expect(await exported(world)).toEqual({ teams: [], routers: [] });
  });

  it("tell the API's refusal with its paths and how far they got", async () => {
    const world = await emptyWorld();
    const text = `teams: [{ name: A, services: [{ name: S, escalation_policy: Default escalation policy, integrations: [{ name: I, custom_mapping: { blocks: [] } }] }] }]`;
    const run = await cliOn(world, { readInput: () => Promise.resolve(text) });
    const { code, err } = await run('apply', '-f', '-', '--yes');
    expect(code).toBe(1);
    expect(err).toMatch(/^custom mapping of A \/ S \/ I: PUT .* 400 /);
    expect(err).toContain('  custom_mapping.blocks: a list of 1 to 100 blocks is expected');
    expect(err).toContain('3 of 4 steps were taken before; apply again to go on.');
    expect(err).toContain('A / S / I: integration_url https://');
  });

  it('write secrets where none is set, keep them otherwise, and write them again when told to', async () => {
    const world = await emptyWorld();
    const text = `
      teams:
        - name: A
          services:
            - name: S
              escalation_policy: Default escalation policy
              integrations:
                - name: O
                  application: outgoingwebhooks
                  endpoint: { url: 'https://example.com/', auth: { type: signature, signing_key: { from_env: KEY } } }`;
    const keys = async () => {
      const [team] = await world.resources.teams(ACCOUNT).then((all) => all.filter(({ name }) => name === 'A'));
      const [service] = await world.resources.services(team!.id);
      const [integration] = await world.resources.integrations(service!.id);
      const { auth } = integration!.endpoint!;
      return auth.type === 'signature' ? Buffer.from(auth.signing_key, 'base64').toString() : auth.type;
    };
    const readInput = () => Promise.resolve(text);
    const first = await cliOn(world, { readInput, env: { KEY: 'one' } });
    expect((await first('apply', '-f', '-', '--yes')).out).toContain('signing secret, shown this once: whsec_');
    const second = await cliOn(world, { readInput, env: { KEY: 'two' } });
    expect((await second('apply', '-f', '-', '--yes')).out).toContain('Nothing to do');
    expect(await keys()).toBe('one');
    expect((await second('apply', '-f', '-', '--yes', '--update-secrets')).out).toContain(
      'endpoint of A / S / O: auth',
    );
    expect(await keys()).toBe('two');
  });
});

describe('the example of docs/cli.md', () => {
  it('is applied as it stands, once', async () => {
    const page = readFileSync(join(__dirname, '../../../../docs/cli.md'), 'utf8');
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const text = example.replace('ada@example.com', aUser().email);
    const env = { PAGER_SIGNING_KEY: 'a key' };
    const run = await cliOn(await emptyWorld(), { env, readInput: () => Promise.resolve(text) });
    expect(await run('apply', '-f', '-', '--yes')).toMatchObject({ code: 0, out: expect.stringMatching(/Done\.$/) });
    expect((await run('apply', '-f', '-', '--yes')).out).toBe(
      '  = escalation policy Payments / Default escalation policy is not in the file and stays (--prune deletes it)\n' +
        'Nothing to do: all is as the file says.',
    );
  });
});

describe('alert rules', () => {
  const fileOfRules = (...descriptions: readonly string[]) => {
    const rules = descriptions.map((description) => `{ description: ${description}, actions: [] }`).join(', ');
    const service = 'name: S, escalation_policy: Default escalation policy';
    return `teams: [{ name: A, services: [{ ${service}, integrations: [{ name: I, alert_rules: [${rules}] }] }] }]`;
  };

  it('are a list: new ones come after those of any position, and those beyond its end go without --prune', async () => {
    const world = await emptyWorld();
    const applied = async (...descriptions: readonly string[]) => {
      const run = await cliOn(world, { readInput: () => Promise.resolve(fileOfRules(...descriptions)) });
      const { out } = await run('apply', '-f', '-', '--yes');
      const { out: text } = await (await cliOn(world))('export', '--json');
      return { out, rules: [...text.matchAll(/"description": "(r\d)"/g)].map(([, description]) => description) };
    };
    await applied('r1');
    const [team] = await world.resources.teams(ACCOUNT);
    const [service] = await world.resources.services(team!.id);
    const [integration] = await world.resources.integrations(service!.id);
    const [{ unique_id } = { unique_id: '' }] = await world.resources.rules(integration!.id);
    const rule = await world.resources.resource('rule', integration!.id, unique_id);
    await world.resources.put('rule', { ...rule!, rule: { ...rule!.rule, position: 7 } });
    expect((await applied('r1', 'r2', 'r3')).rules).toEqual(['r1', 'r2', 'r3']);
    const shorter = await applied('r2');
    expect(shorter).toMatchObject({
      rules: ['r2'],
      out: expect.stringContaining('0 to create, 1 to change, 2 to delete.'),
    });
    expect(shorter.out).toContain('  ~ alert rule A / S / I / 1: description');
  });
});

describe('global routers', () => {
  const service = 'name: S, escalation_policy: Default escalation policy, integrations: [{ name: I }]';
  const fileOfRouter = (rulesets: string) => `
    teams: [{ name: A, services: [{ ${service} }] }]
    routers: [{ name: Office, rulesets: [${rulesets}] }]`;
  const TO_I = '{ name: Mine, route: { team: A, service: S, integration: I } }';

  it('are made behind the integrations that they route to, and their URL is told', async () => {
    const world = await emptyWorld();
    const run = await cliOn(world, {
      readInput: () => Promise.resolve(fileOfRouter(`${TO_I}, { name: Rest, suppress: true }`)),
    });
    const { code, out } = await run('apply', '-f', '-', '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(`Office: post alerts to https://tocsin\\.example/integration/${ACCOUNT}/router/[0-9a-f-]{36}/`),
    );
    expect((await run('apply', '-f', '-', '--yes')).out).toContain('Nothing to do');
  });

  it('route to integrations of teams that the file does not name', async () => {
    const world = await emptyWorld();
    const first = await cliOn(world, { readInput: () => Promise.resolve(fileOfRouter('')) });
    await first('apply', '-f', '-', '--yes');
    const alone = `{ teams: [], routers: [{ name: Office, rulesets: [${TO_I}] }] }`;
    const second = await cliOn(world, { readInput: () => Promise.resolve(alone) });
    expect((await second('apply', '-f', '-', '--yes')).out).toContain('  + ruleset Office / 1');
    expect(JSON.stringify(await exported(world))).toContain('"route":{"team":"A","service":"S","integration":"I"}');
  });

  it('keep a route to an integration that is gone, until the file says otherwise', async () => {
    const world = await emptyWorld();
    const run = await cliOn(world, { readInput: () => Promise.resolve(fileOfRouter(TO_I)) });
    await run('apply', '-f', '-', '--yes');
    const bare = 'teams: [{ name: A, services: [] }]';
    const pruned = await cliOn(world, { readInput: () => Promise.resolve(bare) });
    await pruned('apply', '-f', '-', '--yes', '--prune');
    const text = (await run('export')).out;
    expect(text).toMatch(/route:\n +integration: [0-9a-f-]{36}/);
    const again = await cliOn(world, { readInput: () => Promise.resolve(text) });
    expect((await again('apply', '-f', '-', '--yes')).out).toContain('Nothing to do');
    expect((await run('apply', '-f', '-', '--yes')).out).toContain('  ~ ruleset Office / 1: route');
  });

  it('refuse a route to nothing before anything is changed', async () => {
    const world = await emptyWorld();
    const text = fileOfRouter(TO_I.replace('integration: I', 'integration: Other'));
    const run = await cliOn(world, { readInput: () => Promise.resolve(text) });
    const { code, err } = await run('apply', '-f', '-', '--yes');
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('ruleset Office / 1: there is no integration A / S / Other'),
    });
    expect(await exported(world)).toEqual({ teams: [], routers: [] });
  });

  it('go with --prune where the file has a list of them, and stay otherwise', async () => {
    const world = await emptyWorld();
    const apply = async (text: string) =>
      (await cliOn(world, { readInput: () => Promise.resolve(text) }))('apply', '-f', '-', '--yes', '--prune');
    await apply(fileOfRouter(''));
    expect((await apply('teams: []')).out).toContain('Nothing to do');
    expect((await apply('{ teams: [], routers: [] }')).out).toContain('  - router Office');
    expect(await exported(world)).toMatchObject({ routers: [] });
  });
});

describe('an alert grouping policy', () => {
  const fileOf = (policy: string) =>
    `teams: [{ name: A, services: [{ name: S, escalation_policy: Default escalation policy, alert_grouping_policy: ${policy} }] }]`;

  it('is made, changed and taken away as the file says', async () => {
    const world = await emptyWorld();
    const apply = async (policy: string) =>
      (await cliOn(world, { readInput: () => Promise.resolve(fileOf(policy)) }))('apply', '-f', '-', '--yes');
    const fields = 'match_fields: { static_fields: [integration] }';
    expect((await apply(`{ ${fields} }`)).out).toContain('  + alert grouping policy of A / S');
    expect((await apply(`{ ${fields}, time_window: 5 }`)).out).toContain('Nothing to do');
    expect((await apply(`{ ${fields}, time_window: 9 }`)).out).toContain(
      '  ~ alert grouping policy of A / S: time_window',
    );
    expect((await apply('null')).out).toContain('  - alert grouping policy of A / S');
    expect((await apply('null')).out).toContain('Nothing to do');
  });
});

describe('a plan', () => {
  it('of what is there already is empty', () => {
    fc.assert(
      fc.property(someConfiguration, (configuration) => {
        const options = { env: {}, prune: true, updateSecrets: false };
        expect(planConfiguration(configuration, configuration, options)).toEqual({ steps: [], left: [] });
      }),
    );
  });
});
