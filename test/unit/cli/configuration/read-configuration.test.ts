import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../../../cli/configuration/read-configuration';
import { CliFailure } from '../../../../cli/failure';

function problemOf(text: string): string {
  try {
    readConfiguration(text, 'tocsin.yaml');
  } catch (error) {
    if (error instanceof CliFailure) return `${error.exitCode} ${error.message}`;
    throw error;
  }
  return 'none';
}

const withEndpoint = (auth: string): string =>
  `teams: [{ name: T, services: [{ name: S, integrations: [{ name: I, endpoint: { auth: ${auth} } }] }] }]`;

describe('reading a configuration', () => {
  it('takes YAML, JSON, and aliases', () => {
    expect(readConfiguration('{"teams": [{"name": "A"}]}', 'f')).toEqual({ teams: [{ name: 'A' }] });
    const aliased =
      'teams: [{ name: A, services: [{ name: S, integrations: [&i { name: I }] }, { name: R, integrations: [*i] }] }]';
    expect(readConfiguration(aliased, 'f').teams[0]?.services?.[1]?.integrations).toEqual([{ name: 'I' }]);
  });

  it.each([
    ['', 'the file: must be object'],
    ['teams: [{ nam: A }]', "teams[0]: must have required property 'name'"],
    ['teams: [{ nam: A }]', 'teams[0]: must NOT have additional properties: nam'],
    [
      'teams: [{ name: A, services: [{ name: S, auto_resolve_timeout: soon }] }]',
      'teams[0].services[0].auto_resolve_timeout: must be integer',
    ],
    ['teams: [{ name: A }, { name: A }]', 'the account: two teams have the name A'],
    ['teams: [{ name: A, services: [{ name: S }, { name: S }] }]', 'A: two services have the name S'],
    ['teams: [', 'tocsin.yaml: '],
    [withEndpoint('{ type: basic, password: hunter2 }'), 'T / S / I: endpoint.auth.password: write ${env:NAME}'],
    [withEndpoint('{ type: signature, signing_key: "a ${env:K}" }'), 'endpoint.auth.signing_key: write ${env:NAME}'],
    [withEndpoint('{ type: signature, signing_key: 5 }'), 'endpoint.auth.signing_key: write ${env:NAME}'],
  ])('says of %s what is wrong', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(problemOf(text)).toMatch(/^2 tocsin.yaml/);
  });

  it('never repeats a secret that it refuses', () => {
    expect(problemOf(withEndpoint('{ type: basic, password: hunter2 }'))).not.toContain('hunter2');
  });

  it('takes from_env for a reference to the environment', () => {
    const read = readConfiguration(withEndpoint('{ type: basic, username: u, password: { from_env: PASSWORD } }'), 'f');
    expect(read.teams[0]?.services?.[0]?.integrations?.[0]?.endpoint).toEqual({
      auth: { type: 'basic', username: 'u', password: '${env:PASSWORD}' },
    });
  });
});
