import { describe, expect, it } from '@jest/globals';
import { concealSecrets } from '../../../../cli/configuration/conceal-secrets';
import type { IntegrationEntry } from '../../../../cli/configuration/configuration';

const outgoing = (name: string): IntegrationEntry => ({
  name,
  endpoint: {
    url: 'https://example.com/',
    auth: { type: 'basic', username: 'u', password: { set: true } },
    headers: { 'X-Team': 'payments', 'X-Api-Key': 'abc', Authorization: 'Bearer abc' },
    standard_webhooks: { enabled: true, secret: { set: true } },
  },
});

describe('an exported configuration', () => {
  it('has variables where secrets are, each with a name of its own', () => {
    const services = [{ name: 'Check-out', integrations: [outgoing('a b'), outgoing('a-b')] }];
    const { configuration, variables } = concealSecrets({ teams: [{ name: '1st', services }] });
    expect(JSON.stringify(configuration)).not.toContain('abc');
    expect(configuration.teams[0]?.services?.[0]?.integrations?.[1]?.endpoint).toEqual({
      url: 'https://example.com/',
      auth: { type: 'basic', username: 'u', password: '${env:_1ST_CHECK_OUT_A_B_PASSWORD_2}' },
      headers: {
        'X-Team': 'payments',
        'X-Api-Key': '${env:_1ST_CHECK_OUT_A_B_X_API_KEY_2}',
        Authorization: '${env:_1ST_CHECK_OUT_A_B_AUTHORIZATION_2}',
      },
      standard_webhooks: { enabled: true },
    });
    expect(variables).toHaveLength(6);
  });
});
