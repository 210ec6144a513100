import type { ConditionLeaf, ConditionOp } from '../../contracts/schemas/condition';
import { ALERT_TYPES } from '../../contracts/alert';
import { isScalar, scalarText } from '../json/text';
import { WEEKDAYS, type Field } from './fields';
import { compileRegex } from './regex';
import { clockText } from './zoned-time';

type LeafValue = NonNullable<ConditionLeaf['value']>;
type Scalar = string | number | boolean;
export type ValueResult =
  { readonly ok: true; readonly value: LeafValue | undefined } | { readonly ok: false; readonly message: string };

const ok = (value: LeafValue | undefined): ValueResult => ({ ok: true, value });
const bad = (message: string): ValueResult => ({ ok: false, message });

const NO_VALUE: readonly ConditionOp[] = ['is_empty', 'is_not_empty', 'exists', 'not_exists'];
const MAX_TEXT = 1000;
const MAX_LIST = 1000;

/** Checks and normalises the value of a comparison: words in their one spelling, times as `HH:MM:SS`, numbers as numbers. */
export function checkValue(field: Field, op: ConditionOp, value: unknown): ValueResult {
  if (NO_VALUE.includes(op)) return ok(undefined);
  if (op === 'in' || op === 'not_in')
    return checkList(field, Array.isArray(value) ? (value as readonly unknown[]) : [value]);
  if (op === 'between') return checkRange(field, value);
  if (op === 'matches' || op === 'not_matches') return checkPattern(value);
  return checkScalar(field, op, value);
}

function checkList(field: Field, values: readonly unknown[]): ValueResult {
  if (values.length === 0 || values.length > MAX_LIST) return bad(`a list of 1 to ${MAX_LIST} values is expected`);
  const checked: Scalar[] = [];
  for (const value of values) {
    const one = checkScalar(field, 'equals', value);
    if (!one.ok) return one;
    checked.push(one.value as Scalar);
  }
  return ok(checked);
}

/** Two ends, as a list or as a text such as `22:00 06:00`. */
function checkRange(field: Field, value: unknown): ValueResult {
  const ends = typeof value === 'string' ? value.trim().split(/\s+/) : value;
  if (!Array.isArray(ends) || ends.length !== 2) return bad('two values are expected: [from, to]');
  const [from, to] = (ends as readonly unknown[]).map((end) => checkScalar(field, 'lte', end));
  if (from?.ok !== true) return from ?? bad('two values are expected: [from, to]');
  if (to?.ok !== true) return to ?? bad('two values are expected: [from, to]');
  const [low, high] = [from.value as Scalar, to.value as Scalar];
  // A time may run over midnight; for anything else such a range would never hold.
  if (field.kind !== 'time' && typeof low === typeof high && low > high)
    return bad('the first value is larger than the second');
  return ok([low, high]);
}

function checkPattern(value: unknown): ValueResult {
  if (typeof value !== 'string' || value === '') return bad('a regular expression is expected');
  const compiled = compileRegex(value);
  return compiled.ok ? ok(value) : compiled;
}

function checkScalar(field: Field, op: ConditionOp, value: unknown): ValueResult {
  if (value === null || value === undefined || !isScalar(value as Scalar)) return bad('a value is expected');
  const scalar = value as Scalar;
  switch (field.kind) {
    case 'choice':
      return checkChoice(scalar, field.choices);
    case 'weekday':
      return checkWeekday(scalar);
    case 'time':
      return checkTime(scalar);
    case 'date':
      return checkDate(scalar);
    case 'seconds':
      return checkSeconds(scalar);
    case 'text':
    case 'body':
      return checkText(op, scalar);
  }
}

function checkText(op: ConditionOp, value: Scalar): ValueResult {
  const text = scalarText(value) ?? '';
  if (text.length > MAX_TEXT) return bad(`at most ${MAX_TEXT} characters can be compared with`);
  if (text === '' && (op === 'contains' || op === 'not_contains'))
    return bad('a text is expected; use is_empty for none');
  return ok(value);
}

/** A word in any case, or its number on the wire (contract §0.5). */
function checkChoice(value: Scalar, choices: readonly string[]): ValueResult {
  const text = String(value).trim().toLowerCase();
  const word = choices.includes(text) ? text : /^\d$/.test(text) ? choices[Number(text)] : undefined;
  if (word !== undefined) return ok(word);
  const numbers = choices.length === ALERT_TYPES.length ? '0 to 5' : '0 or 1';
  return bad(`one of ${choices.join(', ')} (or ${numbers}) is expected`);
}

/** A day's name, its first three letters, or its ISO number: 1 Monday … 7 Sunday. */
function checkWeekday(value: Scalar): ValueResult {
  const text = String(value).trim().toLowerCase();
  const day = /^[1-7]$/.test(text)
    ? WEEKDAYS[Number(text) - 1]
    : WEEKDAYS.find((name) => name === text || name.slice(0, 3) === text);
  return day === undefined ? bad(`one of ${WEEKDAYS.join(', ')} is expected`) : ok(day);
}

/** `HH:MM` or `HH:MM:SS`; a number is seconds since midnight, as query builders keep times. */
function checkTime(value: Scalar): ValueResult {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 86_400) return ok(clockText(value));
  const parts = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/.exec(String(value).trim());
  if (parts === null) return bad('a time such as 22:00 or 22:00:30 is expected');
  return ok(clockText(Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)));
}

/** `YYYY-MM-DD`; what follows a date (a time of day) is left off. */
function checkDate(value: Scalar): ValueResult {
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(String(value).trim())?.[1];
  const at = date === undefined ? NaN : Date.parse(`${date}T00:00:00Z`);
  // A day that no month has (2026-02-30) parses to nothing or to another day.
  if (date === undefined || Number.isNaN(at) || !new Date(at).toISOString().startsWith(date))
    return bad('a date such as 2026-11-30 is expected');
  return ok(date);
}

const MAX_SECONDS = 86_400;

function checkSeconds(value: Scalar): ValueResult {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= MAX_SECONDS))
    return bad(`a number of seconds from 0 to ${MAX_SECONDS} is expected`);
  return ok(seconds);
}
