import { describe, expect, it } from '@jest/globals';
import { createSystemClock } from '../../../adapters/system-clock';

describe('the system clock', () => {
  it('gives microseconds, each greater than the one before, also when the system is set back', () => {
    const times = [5, 5, 5, 3, 6];
    const clock = createSystemClock(() => times.shift() ?? 0);
    expect([clock(), clock(), clock(), clock(), clock()]).toEqual([5_000, 5_001, 5_002, 5_003, 6_000]);
  });
});
