import type { ConditionLeaf, ConditionOp } from '../../contracts/schemas/condition';
import type { Json } from '../../contracts/json';
import type { Budget } from '../json/budget';
import { quote } from '../json/text';
import type { TryCondition } from './compile-condition';
import {
  resolveField,
  WEEKDAYS,
  type ConditionFacts,
  type ConditionScope,
  type Field,
  type ReadValues,
} from './fields';
import { compileValueTest } from './value-test';
import { clockText, dateText, wallTime, weekdayOf, type WallTime } from './zoned-time';

/** Operators that hold exactly where another does not. */
const OPPOSITE: Partial<Record<ConditionOp, ConditionOp>> = {
  not_equals: 'equals',
  not_in: 'in',
  not_contains: 'contains',
  not_matches: 'matches',
  is_not_empty: 'is_empty',
  not_exists: 'exists',
};

/** Compiles one comparison. @throws Error when its field or value is not what `parseCondition` lets through. */
export function compileLeaf(leaf: ConditionLeaf, scope: ConditionScope): TryCondition {
  const resolved = resolveField(leaf.field, scope);
  if (!resolved.ok) throw new Error(resolved.message);
  const opposite = OPPOSITE[leaf.op];
  const test = compileTest(resolved.field, { ...leaf, op: opposite ?? leaf.op });
  const label = `${leaf.field} ${leaf.op}${leaf.value === undefined ? '' : ` ${quote(leaf.value)}`}`;
  return (facts, budget) => {
    const { holds, found } = test(facts, budget);
    return { matched: holds === (opposite === undefined), reason: `${label}: it is ${found}` };
  };
}

interface Tried {
  readonly holds: boolean;
  /** What was found, for people. */
  readonly found: string;
}
type Test = (facts: ConditionFacts, budget: Budget) => Tried;

function compileTest(field: Field, leaf: ConditionLeaf): Test {
  switch (field.kind) {
    case 'choice':
    case 'text':
    case 'body':
      return valuesTest(field.read, leaf, field.kind === 'text');
    case 'seconds':
      return secondsTest(leaf);
    case 'time':
    case 'date':
    case 'weekday':
      return clockTest(field.kind, leaf);
  }
}

/** Holds when any of the field's values does: a JSONPath may select several. */
function valuesTest(read: ReadValues, leaf: ConditionLeaf, isText: boolean): Test {
  const test = compileValueTest(leaf);
  return (facts, budget) => {
    const values = read(facts, budget);
    const shown = values.length <= 1 ? quote(values[0]) : `one of ${quote(values)}`;
    return { holds: holdsFor(values, leaf.op, { test, budget, isText }), found: shown };
  };
}

interface Trying {
  readonly test: (value: Json, budget: Budget) => boolean;
  readonly budget: Budget;
  readonly isText: boolean;
}

function holdsFor(values: readonly Json[], op: ConditionOp, { test, budget, isText }: Trying): boolean {
  if (op === 'is_empty') return values.every((value) => test(value, budget));
  // A text field always has a value; an empty one is as good as none.
  if (op === 'exists') return isText ? values.some((value) => value !== '') : values.length > 0;
  return values.some((value) => test(value, budget));
}

/** No similar incident counts as one infinitely long ago: `gte 300` holds for the first alert of its kind. */
function secondsTest(leaf: ConditionLeaf): Test {
  const test = compileValueTest(leaf);
  return (facts, budget) => {
    const similar = facts.similar_at ?? null;
    if (similar === null) return { holds: leaf.op === 'gte', found: 'missing: there was no similar incident' };
    const seconds = Math.floor((facts.at - similar) / 1_000_000);
    return { holds: leaf.op === 'exists' || test(seconds, budget), found: String(seconds) };
  };
}

function clockTest(kind: 'time' | 'date' | 'weekday', leaf: ConditionLeaf): Test {
  const zone = leaf.timezone ?? 'UTC';
  const test = compileValueTest(leaf);
  const range = leaf.op === 'between' && Array.isArray(leaf.value) ? leaf.value : [];
  // 22:00 to 06:00 runs over midnight: it holds on both sides of what lies between.
  const overMidnight = kind === 'time' && String(range[0]) > String(range[1]);
  return (facts, budget) => {
    const shown = clockValue(kind, wallTime(zone, Math.floor(facts.at / 1000)));
    const holds = overMidnight ? shown >= String(range[0]) || shown <= String(range[1]) : test(shown, budget);
    return { holds, found: zone === 'UTC' ? shown : `${shown} in ${zone}` };
  };
}

/** Times as `HH:MM:SS` and dates as `YYYY-MM-DD` are in order as texts. */
function clockValue(kind: 'time' | 'date' | 'weekday', wall: WallTime): string {
  if (kind === 'date') return dateText(wall);
  return kind === 'weekday' ? (WEEKDAYS[weekdayOf(wall)] ?? '') : clockText(wall.seconds);
}
