import type { ConditionLeaf } from '../../contracts/schemas/condition';
import type { Json } from '../../contracts/json';
import type { Budget } from '../json/budget';
import { isScalar, scalarText, textOf } from '../json/text';
import { compileRegex } from './regex';

/** Tries one value of a field. */
export type ValueTest = (value: Json, budget: Budget) => boolean;

/**
 * Compiles the positive operators for one value. Everything is compared as text, letter by letter, so that 1 equals "1";
 * `lte`, `gte` and `between` compare as numbers when both sides are numbers, else as texts.
 */
export function compileValueTest(leaf: ConditionLeaf): ValueTest {
  switch (leaf.op) {
    case 'equals':
    case 'in':
      return equalsAny(listOf(leaf.value));
    case 'contains':
      return contains(String(leaf.value));
    case 'matches':
      return matches(String(leaf.value));
    case 'is_empty':
      return isEmpty;
    case 'lte':
      return (value) => inOrder(value, leaf.value as Json) <= 0;
    case 'gte':
      return (value) => inOrder(value, leaf.value as Json) >= 0;
    case 'between': {
      const [from = '', to = ''] = listOf(leaf.value);
      return (value) => inOrder(value, from) >= 0 && inOrder(value, to) <= 0;
    }
    case 'exists':
      return () => true;
    case 'not_equals':
    case 'not_in':
    case 'not_contains':
    case 'not_matches':
    case 'is_not_empty':
    case 'not_exists':
      throw new Error(`${leaf.op} is tried as its opposite`);
  }
}

function listOf(value: ConditionLeaf['value']): readonly (string | number | boolean)[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

function equalsAny(values: readonly (string | number | boolean)[]): ValueTest {
  const texts = new Set(values.map(String));
  return (value) => {
    const text = scalarText(value);
    return text !== null && texts.has(text);
  };
}

/** A part of a text, or an element of a list. Of an object, a part of its JSON text. */
function contains(wanted: string): ValueTest {
  return (value, budget) => {
    if (Array.isArray(value)) {
      budget.spend(value.length, 'contains');
      return (value as readonly Json[]).some((element) => scalarText(element) === wanted);
    }
    const text = searchedText(value, budget);
    // Native search looks at several characters a step.
    budget.spend(Math.ceil(text.length / 16), 'contains');
    return text.includes(wanted);
  };
}

function matches(pattern: string): ValueTest {
  const compiled = compileRegex(pattern);
  if (!compiled.ok) throw new Error(compiled.message);
  return (value, budget) => compiled.regex.find(searchedText(value, budget), budget);
}

/** A scalar's whole text, or the first 16 KB of the JSON text of an object or list, which costs work to make. */
function searchedText(value: Json, budget: Budget): string {
  const scalar = scalarText(value);
  if (scalar !== null) return scalar;
  const text = textOf(value);
  budget.spend(Math.ceil(text.length / 4), 'searching an object');
  return text;
}

/** Null, no text, an empty list or object. */
function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true;
  if (isScalar(value)) return false;
  for (const _ in value as object) return false;
  return true;
}

/** Negative, zero or positive as `a` comes before, with or after `b`; NaN when `a` can't be compared. */
function inOrder(a: Json, b: Json): number {
  const [x, y] = [scalarText(a), scalarText(b)];
  if (x === null || y === null || a === null) return NaN;
  const [m, n] = [numberOf(x), numberOf(y)];
  if (!Number.isNaN(m) && !Number.isNaN(n)) return m - n;
  return x < y ? -1 : x > y ? 1 : 0;
}

function numberOf(text: string): number {
  return text.trim() === '' || text.length > 40 ? NaN : Number(text);
}
