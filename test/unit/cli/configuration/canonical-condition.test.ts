import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalCondition } from '../../../../cli/configuration/canonical-condition';
import type { Json } from '../../../../core/contracts/json';
import { parseCondition } from '../../../../core/domain/conditions/parse-condition';

/** Comparisons in the many ways that the API takes them. */
const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.record({
    field: fc.constantFrom('alert_type', ' alert_type '),
    op: fc.constantFrom('equals', 'in', 'not_in'),
    value: fc.constantFrom<Json>('Critical', ' error', 3, '0'),
  }),
  fc.record({ field: fc.constant('urgency'), op: fc.constant('equals'), value: fc.constantFrom<Json>('HIGH', 0, '1') }),
  fc.record({
    field: fc.constant('day_of_week'),
    op: fc.constantFrom('in', 'equals'),
    value: fc.constantFrom<Json>('Mon', 'sunday', 7, '1'),
  }),
  fc.record({
    field: fc.constant('time'),
    op: fc.constant('between'),
    value: fc.constantFrom<Json>('22:00 6:00', ['22:00', '06:00:30'], [0, 3_661], '1:00 23:59:59'),
    timezone: fc.constantFrom<Json>('Europe/Berlin', null),
  }),
  fc.record({
    field: fc.constant('time'),
    op: fc.constantFrom('lte', 'gte'),
    value: fc.integer({ min: 0, max: 86_399 }),
  }),
  fc.record({
    field: fc.constant('date'),
    op: fc.constantFrom('lte', 'equals'),
    value: fc.constantFrom('2026-11-30', '2026-11-30T10:00:00Z', ' 2026-11-30 '),
  }),
  fc.record({
    field: fc.constant('seconds_since_similar'),
    op: fc.constantFrom('lte', 'gte'),
    value: fc.constantFrom<Json>('60', 60, ' 1e2 '),
  }),
  fc.record({
    field: fc.constantFrom('payload.a', 'message', '$.a.b'),
    op: fc.constantFrom('equals', 'in', 'contains', 'is_empty', 'exists'),
    value: fc.constantFrom<Json>('x', 'Critical', '22:00', 5, true),
  }),
);
const condition = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
})).tree;

describe('the canonical form of a condition', () => {
  it('is the one in which the API keeps it, whatever it takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(condition, (given) => {
        const kept = parseCondition(given, '', 'alert_rule');
        if (!kept.ok) return;
        taken += 1;
        expect(canonicalCondition(given)).toEqual(kept.condition);
        expect(canonicalCondition(kept.condition as unknown as Json)).toEqual(kept.condition);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('leaves what is wrong for the API to refuse', () => {
    const wrong: Json = { field: 'time', op: 'lte', value: 'noon' };
    expect([canonicalCondition(wrong), canonicalCondition('text'), canonicalCondition({ all: 5 })]).toEqual([
      wrong,
      'text',
      { field: '', op: '' },
    ]);
  });
});
