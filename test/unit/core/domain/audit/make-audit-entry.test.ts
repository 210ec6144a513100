import { describe, expect, it } from '@jest/globals';
import { makeAuditEntry } from '../../../../../core/domain/audit/make-audit-entry';
import { withoutSecrets } from '../../../../../core/domain/audit/without-secrets';
import { aService, aTeam, anIntegration } from '../../../../support/builders/resources';

const STAMP = { id: 'e1', account: 'ab1cd', at: 1, username: 'dwight', token: 't1' };

describe('an entry of the audit log', () => {
  it('is of the team that its resource belongs to, or is', () => {
    const team = aTeam();
    expect(makeAuditEntry(STAMP, 'team', { before: null, after: team }).team).toBe(team.id);
    expect(makeAuditEntry(STAMP, 'service', { before: aService(), after: null }).team).toBe(team.id);
    const account = { id: 'ab1cd', name: 'A', owner: 'dwight', created_at: 1 };
    expect(makeAuditEntry(STAMP, 'account', { before: null, after: account }).team).toBeNull();
  });

  it('leaves a picture out that is larger than an item can hold, and says so', () => {
    const large = aService({ description: 'x'.repeat(200_000) });
    const entry = makeAuditEntry(STAMP, 'service', { before: aService(), after: large });
    expect(entry.before).toMatchObject({ description: 'Main application' });
    expect(entry.after).toEqual({ left_out: expect.stringContaining('200') });
  });

  it('is of something that was written', () => {
    expect(() => makeAuditEntry(STAMP, 'team', { before: null, after: null })).toThrow('Nothing was written');
  });
});

describe('a resource without its secrets', () => {
  it('has a word for each, at any depth, and everything else as it is', () => {
    const secret = {
      auth: { type: 'signature', signing_key: 's1' },
      standard_webhooks: { enabled: true, secrets: ['s2'] },
    };
    const shown = withoutSecrets({ name: 'A', hash: 's3', list: [{ password: 's4' }, null], endpoint: secret }, null);
    expect(shown).toEqual({
      name: 'A',
      hash: '(secret)',
      list: [{ password: '(secret)' }, null],
      endpoint: {
        auth: { type: 'signature', signing_key: '(secret)' },
        standard_webhooks: { enabled: true, secrets: '(secret)' },
      },
    });
  });

  it('tells a secret that is another one from one that stayed, and one that is not there', () => {
    const before = { integration_key: 'a', headers: { A: '1', B: '2' }, password: null };
    const after = { integration_key: 'b', headers: { A: '1', B: '3', C: '4' }, password: null };
    expect(withoutSecrets(after, before)).toEqual({
      integration_key: '(secret, changed)',
      headers: { A: '(secret)', B: '(secret, changed)', C: '(secret)' },
      password: null,
    });
  });

  it('of an integration has nothing that opens its URL', () => {
    const integration = anIntegration();
    expect(
      JSON.stringify(withoutSecrets({ ...integration, endpoint: null, custom_mapping: null }, null)),
    ).not.toContain(integration.integration_key);
  });
});
