import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inRulesetOrder, movedTo } from '../../../../../core/domain/routing/ruleset-order';
import { aRuleset } from '../../../../support/builders/routing';

const ids = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 });

describe('the order of rulesets', () => {
  it('is the router’s, then by creation, whatever is gone', () => {
    const [old, young, moved] = [
      aRuleset({ id: 'old', created_at: 1 }),
      aRuleset({ id: 'young', created_at: 2 }),
      aRuleset({ id: 'moved', created_at: 3 }),
    ];
    const order = inRulesetOrder({ ruleset_order: ['gone', 'moved'] }, [young, moved, old]);
    expect(order.map(({ id }) => id)).toEqual(['moved', 'old', 'young']);
    expect(inRulesetOrder({}, [young, moved, old]).map(({ id }) => id)).toEqual(['old', 'young', 'moved']);
  });

  it('has a moved one at its new position and the others as they were', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.nat({ max: 30 }), (before, index, position) => {
        const id = before[index % before.length]!;
        const after = movedTo(before, id, position);
        expect(after.filter((each) => each !== id)).toEqual(before.filter((each) => each !== id));
        expect(after.indexOf(id)).toBe(Math.min(Math.max(position, 1), before.length) - 1);
      }),
    );
  });
});
