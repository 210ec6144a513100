import type { FieldError } from '../../contracts/json';
import { CONDITION_OPS, type Condition, type ConditionLeaf, type ConditionOp } from '../../contracts/schemas/condition';
import { OPS_OF, resolveField, type ConditionScope } from './fields';
import { checkValue } from './leaf-value';
import { isTimeZone } from './zoned-time';

export type ConditionResult =
  { readonly ok: true; readonly condition: Condition } | { readonly ok: false; readonly errors: readonly FieldError[] };

const MAX_DEPTH = 20;
const MAX_NODES = 500;
const ZONED = ['time', 'date', 'weekday'];

interface Parsing {
  readonly scope: ConditionScope;
  readonly errors: FieldError[];
  nodes: number;
}

/**
 * Checks a condition in its readable form and normalises its values. Every problem is told with its path below `path`.
 * @param input what came from outside, parsed from JSON
 */
export function parseCondition(input: unknown, path: string, scope: ConditionScope): ConditionResult {
  const parsing: Parsing = { scope, errors: [], nodes: 0 };
  const condition = parseNode(input, { path, depth: 0 }, parsing);
  return parsing.errors.length === 0 && condition !== null
    ? { ok: true, condition }
    : { ok: false, errors: parsing.errors };
}

interface Place {
  readonly path: string;
  readonly depth: number;
}

function parseNode(input: unknown, place: Place, parsing: Parsing): Condition | null {
  parsing.nodes += 1;
  if (place.depth > MAX_DEPTH) return refuse(parsing, place.path, `conditions nest at most ${MAX_DEPTH} deep`);
  if (parsing.nodes > MAX_NODES)
    return parsing.nodes === MAX_NODES + 1 ? refuse(parsing, place.path, `at most ${MAX_NODES} conditions`) : null;
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refuse(
      parsing,
      place.path,
      'a condition is an object: {"all": […]}, {"any": […]}, {"not": …} or {"field", "op", "value"}',
    );
  const node = input as Readonly<Record<string, unknown>>;
  const known = (['all', 'any', 'not', 'field'] as const).filter((key) => Object.hasOwn(node, key));
  const [kind] = known;
  if (kind === undefined || known.length > 1)
    return refuse(parsing, place.path, 'exactly one of all, any, not and field is expected');
  if (kind === 'field') return parseLeaf(node, place.path, parsing);
  refuseOthers(node, [kind], place.path, parsing);
  return kind === 'not' ? parseNot(node['not'], place, parsing) : parseGroup(kind, node[kind], place, parsing);
}

function refuse(parsing: Parsing, path: string, message: string): null {
  parsing.errors.push({ path, message });
  return null;
}

function refuseOthers(
  node: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  path: string,
  parsing: Parsing,
): void {
  for (const key of Object.keys(node)) if (!allowed.includes(key)) refuse(parsing, join(path, key), 'unknown key');
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function parseNot(input: unknown, { path, depth }: Place, parsing: Parsing): Condition | null {
  const inner = parseNode(input, { path: join(path, 'not'), depth: depth + 1 }, parsing);
  return inner === null ? null : { not: inner };
}

function parseGroup(kind: 'all' | 'any', input: unknown, { path, depth }: Place, parsing: Parsing): Condition | null {
  const at = join(path, kind);
  if (!Array.isArray(input)) return refuse(parsing, at, 'a list of conditions is expected');
  // "All of none" holds always; "any of none" never would, and is surely a slip.
  if (kind === 'any' && input.length === 0) return refuse(parsing, at, 'at least one condition is expected');
  const inner = (input as readonly unknown[]).map((child, index) =>
    parseNode(child, { path: `${at}[${index}]`, depth: depth + 1 }, parsing),
  );
  const conditions = inner.filter((child) => child !== null);
  return kind === 'all' ? { all: conditions } : { any: conditions };
}

function parseLeaf(node: Readonly<Record<string, unknown>>, path: string, parsing: Parsing): Condition | null {
  refuseOthers(node, ['field', 'op', 'value', 'timezone'], path, parsing);
  const { field: name, op, timezone } = node;
  if (typeof name !== 'string' || name.trim() === '')
    return refuse(parsing, join(path, 'field'), 'the name of a field is expected');
  const resolved = resolveField(name.trim(), parsing.scope);
  if (!resolved.ok) return refuse(parsing, join(path, 'field'), resolved.message);
  const { field } = resolved;
  if (!isOp(op)) return refuse(parsing, join(path, 'op'), `one of ${CONDITION_OPS.join(', ')} is expected`);
  if (!OPS_OF[field.kind].includes(op))
    return refuse(parsing, join(path, 'op'), `${name} has the operators ${OPS_OF[field.kind].join(', ')}`);
  const value = checkValue(field, op, node['value']);
  if (!value.ok) return refuse(parsing, join(path, 'value'), value.message);
  const zoneProblem = checkZone(timezone, ZONED.includes(field.kind));
  if (zoneProblem !== null) return refuse(parsing, join(path, 'timezone'), zoneProblem);
  return leafOf(name.trim(), op, value.value, timezone);
}

function isOp(op: unknown): op is ConditionOp {
  return (CONDITION_OPS as readonly unknown[]).includes(op);
}

function checkZone(timezone: unknown, hasZone: boolean): string | null {
  if (timezone === undefined || timezone === null) return null;
  if (!hasZone) return 'a time zone has a meaning for time, date and day_of_week only';
  return typeof timezone === 'string' && isTimeZone(timezone)
    ? null
    : 'an IANA time zone such as Europe/Berlin is expected';
}

function leafOf(field: string, op: ConditionOp, value: ConditionLeaf['value'], timezone: unknown): ConditionLeaf {
  return {
    field,
    op,
    ...(value === undefined ? {} : { value }),
    ...(typeof timezone === 'string' ? { timezone } : {}),
  };
}
