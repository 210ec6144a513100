import fc from 'fast-check';
import { ALERT_TYPES } from '../../../../../core/contracts/alert';
import type { Condition, ConditionLeaf } from '../../../../../core/contracts/schemas/condition';

const word = fc.constantFrom('high', 'low', '1', 'a', 'web-1', 'größe', '');
const text = fc.constantFrom('high', 'disk', '12', 'a b', 'größe', '\ud83d\ude00');
const scalar = fc.oneof(word, fc.integer(), fc.boolean());
const path = fc.constantFrom(
  'payload',
  'payload.a',
  'payload.a.b',
  'payload.list[0]',
  'payload["a key"]',
  'payload.__proto__',
  '$.a',
  '$..b',
  "$['a']",
  '$.list[?@ > 1]',
  '$[*].constructor',
);
const choice = fc.record({
  op: fc.constantFrom('equals', 'not_equals'),
  list: fc.constantFrom('in', 'not_in'),
} as const);

function pick(field: string, values: readonly string[]): fc.Arbitrary<ConditionLeaf> {
  return fc
    .tuple(choice, fc.constantFrom(...values), fc.boolean())
    .map(([{ op, list }, value, isList]) => (isList ? { field, op: list, value: [value] } : { field, op, value }));
}

function compared(fields: fc.Arbitrary<string>): fc.Arbitrary<ConditionLeaf> {
  return fc.oneof(
    fc.record({ field: fields, op: fc.constantFrom('equals', 'not_equals'), value: scalar } as const),
    fc.record({
      field: fields,
      op: fc.constantFrom('in', 'not_in'),
      value: fc.array(scalar, { minLength: 1, maxLength: 3 }),
    } as const),
    fc.record({ field: fields, op: fc.constantFrom('contains', 'not_contains'), value: text } as const),
    fc.record({
      field: fields,
      op: fc.constantFrom('matches', 'not_matches'),
      value: fc.constantFrom('^a+b*$', '(a|b)*c', 'x{2,5}', '.*', '[^a-z]'),
    } as const),
    fc.record({ field: fields, op: fc.constantFrom('is_empty', 'is_not_empty', 'exists', 'not_exists') } as const),
  );
}

const ordered = fc.oneof(
  fc.record({ field: path, op: fc.constantFrom('lte', 'gte'), value: fc.oneof(fc.integer(), text) } as const),
  fc.record({
    field: fc.constant('time'),
    op: fc.constant('between'),
    value: fc.constantFrom(['22:00:00', '06:00:00'], ['08:00:00', '18:30:00']),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin'),
  } as const),
  fc.record({
    field: fc.constant('date'),
    op: fc.constantFrom('lte', 'gte'),
    value: fc.constantFrom('2026-01-01', '2026-12-31'),
  } as const),
  fc.record({
    field: fc.constant('seconds_since_similar'),
    op: fc.constantFrom('lte', 'gte'),
    value: fc.integer({ min: 0, max: 86_400 }),
  } as const),
);

/** Comparisons that alert rules accept, normalised as `parseCondition` gives them. */
export const arbitraryLeaf = fc.oneof(
  pick('alert_type', ALERT_TYPES),
  pick('urgency', ['low', 'high']),
  pick('day_of_week', ['monday', 'sunday']),
  compared(fc.constantFrom('message', 'summary', 'entity_id')),
  compared(path),
  ordered as fc.Arbitrary<ConditionLeaf>,
);

/** Comparisons that outgoing rules accept: those of alert rules, and those of the incident's own fields. */
const arbitraryOutgoingLeaf = fc.oneof(arbitraryLeaf, compared(fc.constantFrom('title', 'priority', 'sla', 'tags')));

function treesOf(leaf: fc.Arbitrary<ConditionLeaf>): fc.Arbitrary<Condition> {
  return fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('tree').map((not) => ({ not })),
    ),
  })).tree;
}

/** Condition trees of alert rules. */
export const arbitraryCondition: fc.Arbitrary<Condition> = treesOf(arbitraryLeaf);

/** Condition trees of outgoing rules. */
export const arbitraryOutgoingCondition: fc.Arbitrary<Condition> = treesOf(arbitraryOutgoingLeaf);
