import type { GoType } from './go-structs';
import type { PythonClass } from './python-classes';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** What Python's `datetime.fromisoformat` takes, with `Z` written as an offset. */
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3}(\d{3})?)?Z?)?$/;

/** What keeps the Python client from making its objects of an answer; null and lists are as it takes them. */
export function pythonFaults(type: PythonClass, value: unknown, path = ''): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => pythonFaults(type, each, `${path}[${index}]`));
  if (typeof value !== 'object') return [`${path} is no object`];
  const answer = value as Readonly<Record<string, unknown>>;
  if (path === '' && Array.isArray(answer['results'])) return pythonFaults(type, answer['results'], 'results');
  const { needs, takes = '', open = false, uuids = '', times = '', of = {} } = type;
  const known = [...words(needs), ...words(takes)];
  const wrong = (keys: string, form: RegExp): readonly string[] =>
    words(keys).filter((key) => typeof answer[key] === 'string' && !form.test(answer[key]));
  return [
    ...words(needs).flatMap((key) => (key in answer ? [] : [`${path}.${key} is missing`])),
    ...Object.keys(answer).flatMap((key) => (open || known.includes(key) ? [] : [`${path}.${key} is too many`])),
    ...wrong(uuids, UUID).map((key) => `${path}.${key} is no UUID`),
    ...wrong(times, TIME).map((key) => `${path}.${key} is no time`),
    ...Object.entries(of).flatMap(([key, inner]) => pythonFaults(inner, answer[key] ?? null, `${path}.${key}`)),
  ];
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** What keeps the Go client from reading an answer. */
export function goFaults(type: GoType, value: unknown, path = ''): readonly string[] {
  if (value === null || value === undefined) return [];
  if (type === 'int') return Number.isInteger(value) ? [] : [`${path} is no int`];
  if (type === 'string') return typeof value === 'string' ? [] : [`${path} is no string`];
  if (type === 'bool') return typeof value === 'boolean' ? [] : [`${path} is no bool`];
  if (isList(type)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((each, index) => goFaults(type[0], each, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path} is no object`];
  const answer = value as Readonly<Record<string, unknown>>;
  return Object.entries(type).flatMap(([key, inner]) => goFaults(inner, answer[key], `${path}.${key}`));
}

function isList(type: GoType): type is readonly [GoType] {
  return Array.isArray(type);
}
