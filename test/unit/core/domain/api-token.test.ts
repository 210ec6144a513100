import { describe, expect, it } from '@jest/globals';
import { hashToken, hashesEqual, readAuthorization, scopeReaches } from '../../../../core/domain/api-token';

const token = '0123456789abcdef0123456789abcdef01234567';

describe('the Authorization header', () => {
  it.each([`Token ${token}`, `token ${token}`, `Bearer ${token}`, `bearer  ${token} `])('is read from %j', (header) => {
    expect(readAuthorization(header)).toBe(token);
  });

  it.each([
    undefined,
    '',
    token,
    `Basic ${token}`,
    `Token ${token}0`,
    'Token ',
    `Token ${token.slice(1)}`,
    `Token x${token}`,
  ])('has no token in %j', (header) => {
    expect(readAuthorization(header)).toBeNull();
  });
});

describe('tokens', () => {
  it('are kept as a hash that says nothing of them', () => {
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashToken(token)).not.toContain(token);
  });

  it('are compared whole', () => {
    expect(hashesEqual(hashToken(token), hashToken(token))).toBe(true);
    expect(hashesEqual(hashToken(token), hashToken(`${token}0`))).toBe(false);
    expect(hashesEqual(hashToken(token), '')).toBe(false);
  });

  it.each([
    ['read', 'read', true],
    ['read', 'write', false],
    ['write', 'read', true],
    ['write', 'admin', false],
    ['admin', 'write', true],
  ] as const)('of scope %s reach %s: %s', (has, needs, reaches) => {
    expect(scopeReaches(has, needs)).toBe(reaches);
  });
});
