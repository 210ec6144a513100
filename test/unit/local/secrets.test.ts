import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generatePassword } from '../../../local/secrets';

describe('a generated secret', () => {
  it('has its length, leaves out what is excluded and has each kind that is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 64 }), fc.boolean(), (length, punctuation) => {
        const password = generatePassword({
          PasswordLength: length,
          ExcludePunctuation: !punctuation,
          ExcludeCharacters: 'aA0"',
        });
        expect(password).toHaveLength(length);
        expect(password).not.toMatch(/[aA0"]/);
        expect(/[b-z]/.test(password) && /[B-Z]/.test(password) && /[1-9]/.test(password)).toBe(true);
        expect(/[^a-zA-Z0-9]/.test(password)).toBe(punctuation);
      }),
    );
  });
});
