import { describe, expect, it } from '@jest/globals';
import { createSeenIds } from '../../../../adapters/cache/seen-ids';

describe('what remembers ids', () => {
  it('says of each whether it comes for the first time', () => {
    const isNew = createSeenIds();
    expect(['a', 'b', 'a', 'b', 'c'].map(isNew)).toEqual([true, true, false, false, true]);
  });

  it('forgets the oldest when it has too many', () => {
    const isNew = createSeenIds(2);
    for (const id of ['a', 'b', 'c']) isNew(id);
    expect(['b', 'c', 'a'].map(isNew)).toEqual([false, false, true]);
  });
});
