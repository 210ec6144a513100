import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCredentialVault } from '../../../../adapters/secrets/credential-vault';

describe('the vault of credentials', () => {
  it('opens what it sealed, also after a restart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (clear) => {
        expect(createCredentialVault('secret').open(createCredentialVault('secret').seal(clear))).toBe(clear);
      }),
    );
  });

  it('seals the same credential differently each time, and never in clear', () => {
    const vault = createCredentialVault('secret');
    const [one, other] = [vault.seal('password'), vault.seal('password')];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('password');
  });

  it('opens nothing that another secret sealed', () => {
    const sealed = createCredentialVault('another').seal('password');
    expect(() => createCredentialVault('secret').open(sealed)).toThrow('another secret');
  });

  it('opens nothing that was changed, at any byte', () => {
    const vault = createCredentialVault('secret');
    const sealed = Buffer.from(vault.seal('password'), 'base64');
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i]! ^= 1;
      expect(() => vault.open(changed.toString('base64'))).toThrow('changed since');
    }
    expect(() => vault.open('')).toThrow('not sealed');
  });
});
