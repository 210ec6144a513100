import { describe, expect, it } from '@jest/globals';
import { totalOf } from '../../scripts/cost/bill';
import { makeIdleBill } from '../../scripts/cost/idle-bill';
import { readTemplate } from '../../scripts/cost/read-template';

describe('a month without alerts', () => {
  it('costs a few dollars, which nothing makes more without this being changed (docs/cost.md)', () => {
    const total = totalOf(makeIdleBill(readTemplate().resources));
    expect(total).toBeGreaterThan(1);
    expect(total).toBeLessThanOrEqual(5);
  });
});
