import { ALERT_TYPES } from '../../contracts/alert';
import type { FieldError } from '../../contracts/json';
import { parsePath } from '../json/path';
import { parseTemplate, type TemplateRoot } from './template';

interface Place {
  readonly path: string;
  readonly roots: readonly TemplateRoot[];
}
type Check = (value: unknown, place: Place) => readonly FieldError[];
type Fields = Readonly<Record<string, unknown>>;

const wrong = (path: string, message: string): readonly FieldError[] => [{ path, message }];
const MAX_ENTRIES = 100;
const MAX_VALUES = 1000;

/** Checks what a block sets: known fields only, each as a text whose expressions can be filled in. */
export function checkSet(input: unknown, { path, roots }: Place): readonly FieldError[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return wrong(path, 'an object with the fields to set is expected');
  const entries = Object.entries(input as Fields);
  if (entries.length === 0) return wrong(path, 'at least one field to set is expected');
  return entries.flatMap(([key, value]) => {
    const check = Object.hasOwn(CHECKS, key) ? CHECKS[key] : undefined;
    if (check === undefined)
      return wrong(`${path}.${key}`, `unknown field; a block sets ${Object.keys(CHECKS).join(', ')}`);
    return check(value, { path: `${path}.${key}`, roots });
  });
}

const text: Check = (value, { path, roots }) => {
  if (typeof value !== 'string') return wrong(path, 'a text is expected');
  const parsed = parseTemplate(value, roots);
  return parsed.ok ? [] : wrong(path, parsed.message);
};

const required: Check = (value, place) =>
  typeof value === 'string' && value.trim() === '' ? wrong(place.path, 'must not be empty') : text(value, place);

const flag: Check = (value, place) => (typeof value === 'boolean' ? [] : text(value, place));

const list: Check = (value, place) =>
  Array.isArray(value) ? checkEntries(value as readonly unknown[], place, text) : text(value, place);

const urls: Check = (value, place) =>
  Array.isArray(value) ? checkEntries(value as readonly unknown[], place, link) : text(value, place);

const link: Check = (value, { path, roots }) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong(path, 'an object with link_url and link_text is expected');
  const { link_url: url, link_text: label = '', ...others } = value as Fields;
  return [
    ...Object.keys(others).map((key) => ({ path: `${path}.${key}`, message: 'unknown key' })),
    ...required(url, { path: `${path}.link_url`, roots }),
    ...text(label, { path: `${path}.link_text`, roots }),
  ];
};

function checkEntries(entries: readonly unknown[], { path, roots }: Place, check: Check): readonly FieldError[] {
  if (entries.length > MAX_ENTRIES) return wrong(path, `at most ${MAX_ENTRIES} entries`);
  return entries.flatMap((entry, index) => check(entry, { path: `${path}[${index}]`, roots }));
}

/** A word, an expression that gives one, or a key with a table. */
const alertType: Check = (value, place) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return checkTable(value as Fields, place);
  if (typeof value === 'string' && value.includes('{{')) return text(value, place);
  return isAlertType(value)
    ? []
    : wrong(place.path, `one of ${ALERT_TYPES.join(', ')}, or {"key", "values", "default"}, is expected`);
};

function isAlertType(value: unknown): boolean {
  return typeof value === 'string' && (ALERT_TYPES as readonly string[]).includes(value.trim().toLowerCase());
}

function checkTable(
  { key, values, default: fallback, ...others }: Fields,
  { path, roots }: Place,
): readonly FieldError[] {
  return [
    ...Object.keys(others).map((name) => ({ path: `${path}.${name}`, message: 'unknown key' })),
    ...checkKey(key, { path: `${path}.key`, roots }),
    ...checkValues(values, `${path}.values`),
    ...(fallback === undefined || isAlertType(fallback)
      ? []
      : wrong(`${path}.default`, `one of ${ALERT_TYPES.join(', ')} is expected`)),
  ];
}

const checkKey: Check = (key, { path, roots }) => {
  if (typeof key !== 'string') return wrong(path, 'the path of a key, such as payload.status, is expected');
  const parsed = parsePath(key.replace(/^\s*\{\{|\}\}\s*$/g, ''));
  if (!parsed.ok) return wrong(path, parsed.message);
  const known = (roots as readonly string[]).includes(parsed.path.root);
  return known
    ? []
    : wrong(path, `unknown name ${JSON.stringify(parsed.path.root)}; paths start with ${roots.join(', ')}`);
};

function checkValues(values: unknown, path: string): readonly FieldError[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return wrong(path, 'an object from values to alert types is expected');
  const entries = Object.entries(values as Fields);
  if (entries.length > MAX_VALUES) return wrong(path, `at most ${MAX_VALUES} values`);
  return entries.flatMap(([value, type]) =>
    isAlertType(type) ? [] : wrong(`${path}[${JSON.stringify(value)}]`, `one of ${ALERT_TYPES.join(', ')} is expected`),
  );
}

const CHECKS: Readonly<Record<string, Check>> = {
  message: required,
  summary: text,
  entity_id: text,
  alert_type: alertType,
  suppressed: flag,
  urls,
  sla: text,
  escalation_policy: text,
  priority: text,
  tags: list,
};
