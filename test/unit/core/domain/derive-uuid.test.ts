import { describe, expect, it } from '@jest/globals';
import { deriveUsername, deriveUuid } from '../../../../core/domain/derive-uuid';

describe('a derived username', () => {
  it('has the form of the public samples: a UUID cut after the first digit of its last group', () => {
    const username = deriveUsername('owner', 'account');
    expect(username).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]$/);
    expect(username).toHaveLength('fe07dd6c-1f20-485e-bddb-c'.length);
  });

  it('follows from its parts, and from which part is which', () => {
    expect(deriveUsername('a', 'b')).toBe(deriveUsername('a', 'b'));
    expect(deriveUsername('a', 'b')).not.toBe(deriveUsername('ab'));
    expect(deriveUuid('a', 'b').startsWith(deriveUsername('a', 'b'))).toBe(true);
  });
});
