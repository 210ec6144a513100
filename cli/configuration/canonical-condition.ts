import { ALERT_TYPES } from '../../core/contracts/alert';
import type { Json, JsonObject } from '../../core/contracts/json';

/**
 * A condition in the one form in which the API keeps it, as far as its documents say: words in their one spelling, times
 * with seconds, lists as lists. Two that mean the same for sure come out the same; what is wrong stays as it is, for the
 * API to refuse.
 */
export function canonicalCondition(condition: Json): Json {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) return condition;
  const node = condition as JsonObject;
  for (const kind of ['all', 'any'] as const) {
    const inner = node[kind];
    if (Array.isArray(inner)) return { [kind]: (inner as readonly Json[]).map(canonicalCondition) };
  }
  if (node['not'] !== undefined) return { not: canonicalCondition(node['not']) };
  return canonicalLeaf(node);
}

const WITHOUT_VALUE: readonly Json[] = ['is_empty', 'is_not_empty', 'exists', 'not_exists'];
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function canonicalLeaf({ field: name = '', op = '', value, timezone }: JsonObject): JsonObject {
  const field = typeof name === 'string' ? name.trim() : name;
  return {
    field,
    op,
    ...(value === undefined || WITHOUT_VALUE.includes(op) ? {} : { value: canonicalValue(field, op, value) }),
    ...(timezone === undefined || timezone === null ? {} : { timezone }),
  };
}

function canonicalValue(field: Json, op: Json, value: Json): Json {
  const one = (item: Json): Json => canonicalScalar(field, item);
  const isRange = op === 'between';
  if (isRange && typeof value === 'string') return value.trim().split(/\s+/).map(one);
  if (Array.isArray(value)) return (value as readonly Json[]).map(one);
  return op === 'in' || op === 'not_in' ? [one(value)] : one(value);
}

function canonicalScalar(field: Json, value: Json): Json {
  if (typeof field !== 'string' || typeof value === 'object') return value;
  const text = String(value).trim().toLowerCase();
  switch (field) {
    case 'alert_type':
      return wordOf(ALERT_TYPES, text, 0) ?? value;
    case 'urgency':
      return wordOf(['low', 'high'], text, 0) ?? value;
    case 'day_of_week':
      return wordOf(WEEKDAYS, text, 1) ?? WEEKDAYS.find((day) => day.slice(0, 3) === text) ?? value;
    case 'time':
      return timeOf(value, text);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? value;
    case 'seconds_since_similar':
      return text === '' || Number.isNaN(Number(text)) ? value : Number(text);
    default:
      return value;
  }
}

function wordOf(words: readonly string[], text: string, first: number): string | undefined {
  return words.includes(text) ? text : /^\d$/.test(text) ? words[Number(text) - first] : undefined;
}

/** `HH:MM:SS`; a number is seconds since midnight. */
function timeOf(value: Json, text: string): Json {
  const [, hours, minutes, seconds] = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text) ?? [];
  if (hours !== undefined && minutes !== undefined) return `${hours.padStart(2, '0')}:${minutes}:${seconds ?? '00'}`;
  if (typeof value !== 'number') return value;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${two(value / 3_600)}:${two((value % 3_600) / 60)}:${two(value % 60)}`;
}
