import type { FieldError } from '../../contracts/json';
import type { Condition } from '../../contracts/schemas/condition';
import type { ConditionScope } from './fields';
import { parseCondition, type ConditionResult } from './parse-condition';
import { FIELD_NAMES, OPERATORS, PAYLOAD_KEY, PAYLOAD_NO_KEY, PAYLOAD_VALUE } from './rule-json-names';

type Node = Readonly<Record<string, unknown>>;
type Read =
  { readonly ok: true; readonly condition: unknown } | { readonly ok: false; readonly errors: readonly FieldError[] };

const MAX_TEXT = 100_000;
const MAX_DEPTH = 20;

const bad = (path: string, message: string): Read => ({ ok: false, errors: [{ path, message }] });

/**
 * Reads the text of a condition tree of the React Awesome Query Builder (contract §1.6.2), liberally: children as an object
 * or a list, fields and operators in the spellings that are known or likely. No text and an empty tree hold always.
 * Errors have paths below `path`, into the tree that the text holds.
 */
export function readRuleJson(text: string, path: string, scope: ConditionScope): ConditionResult {
  if (text.length > MAX_TEXT) return { ok: false, errors: [{ path, message: `at most ${MAX_TEXT} characters` }] };
  if (text.trim() === '') return { ok: true, condition: { all: [] } };
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    return { ok: false, errors: [{ path, message: 'the text of a JSON tree is expected' }] };
  }
  if (isEmptyTree(tree)) return { ok: true, condition: { all: [] } };
  const read = readNode(tree, path, 0);
  return read.ok ? parseCondition(read.condition, path, scope) : read;
}

/** What query builders and clients send for "no conditions". */
function isEmptyTree(tree: unknown): boolean {
  return tree === null || tree === '' || (typeof tree === 'object' && Object.keys(tree).length === 0);
}

function readNode(input: unknown, path: string, depth: number): Read {
  if (depth > MAX_DEPTH) return bad(path, `conditions nest at most ${MAX_DEPTH} deep`);
  if (typeof input !== 'object' || input === null) return bad(path, 'a group or a rule is expected');
  const node = input as Node;
  if (node['type'] === 'rule') return readRule(objectOf(node['properties']), path);
  // Some writers leave the type of the root out; children tell a group as well.
  if (node['type'] === 'group' || (node['type'] === undefined && node['children1'] !== undefined))
    return readGroup(node, path, depth);
  return bad(`${path}.type`, 'group or rule is expected');
}

function objectOf(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function readGroup(node: Node, path: string, depth: number): Read {
  const children: unknown[] = [];
  for (const [key, child] of Object.entries(objectOf(node['children1']))) {
    const at = Array.isArray(node['children1']) ? `${path}.children1[${key}]` : `${path}.children1["${key}"]`;
    const read = readNode(child, at, depth + 1);
    if (!read.ok) return read;
    children.push(read.condition);
  }
  const properties = objectOf(node['properties']);
  const { conjunction: joined = 'AND' } = properties;
  const conjunction = typeof joined === 'string' ? joined.toUpperCase() : '';
  if (conjunction !== 'AND' && conjunction !== 'OR')
    return bad(`${path}.properties.conjunction`, 'AND or OR is expected');
  return { ok: true, condition: joinChildren(children, conjunction, properties['not'] === true) };
}

function joinChildren(children: readonly unknown[], conjunction: 'AND' | 'OR', negated: boolean): unknown {
  // A group without conditions restricts nothing, whatever joins them.
  if (children.length === 0) return { all: [] };
  // A negated group of one is how a plain "not" is written.
  if (negated && children.length === 1 && conjunction === 'AND') return { not: children[0] };
  const group = conjunction === 'AND' ? { all: children } : { any: children };
  return negated ? { not: group } : group;
}

function readRule(properties: Node, path: string): Read {
  const at = `${path}.properties`;
  const { field, operator } = properties;
  if (typeof field !== 'string' || typeof operator !== 'string') return bad(at, 'a field and an operator are expected');
  const sources = [properties['valueSrc']]
    .flat()
    .filter((source) => source !== 'value' && source !== null && source !== undefined);
  if (sources.length > 0) return bad(`${at}.valueSrc`, 'only plain values can be compared with');
  const name = field.toLowerCase().replace(/^(?:alert|incident)\./, '');
  const known = Object.hasOwn(FIELD_NAMES, name) ? FIELD_NAMES[name] : undefined;
  const values = [properties['value'] ?? []].flat(1) as readonly unknown[];
  const options = objectOf(properties['operatorOptions']);
  if (known === 'payload') return readPayloadRule({ operator: operator.toLowerCase(), values, options }, at);
  const target = known ?? payloadField(field);
  if (target === null) return bad(`${at}.field`, `unknown field ${JSON.stringify(field.slice(0, 80))}`);
  const op = Object.hasOwn(OPERATORS, operator.toLowerCase()) ? OPERATORS[operator.toLowerCase()] : undefined;
  if (op === undefined) return bad(`${at}.operator`, `unknown operator ${JSON.stringify(operator.slice(0, 80))}`);
  return { ok: true, condition: leaf({ field: target, op, values, options }) };
}

/** A payload path written as a field: `alert.payload.a.b`, `payload.a.b` or a JSONPath. */
function payloadField(field: string): string | null {
  if (field.startsWith('$')) return field;
  const path = field.replace(/^alert\./, '');
  return path.startsWith('payload.') || path.startsWith('payload[') ? path : null;
}

interface PayloadRule {
  readonly operator: string;
  readonly values: readonly unknown[];
  readonly options: Node;
}

/** The two custom operators of the original: the path is the first value, what is compared with follows. */
function readPayloadRule({ operator, values, options }: PayloadRule, at: string): Read {
  const [path, ...rest] = values;
  const field = typeof path === 'string' && path.trim() !== '' ? pathField(path.trim()) : null;
  if (field === null) return bad(`${at}.value`, 'a JSONPath such as $.release.version is expected first');
  if (PAYLOAD_KEY.includes(operator)) return { ok: true, condition: { field, op: 'exists' } };
  if (PAYLOAD_NO_KEY.includes(operator)) return { ok: true, condition: { field, op: 'not_exists' } };
  const isValueMatch = PAYLOAD_VALUE.includes(operator);
  const name = isValueMatch ? textOption(options, 'ploperator') : operator;
  const op = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (op === undefined)
    return bad(
      isValueMatch ? `${at}.operatorOptions.ploperator` : `${at}.operator`,
      `unknown operator ${JSON.stringify(name.slice(0, 80))}`,
    );
  return { ok: true, condition: leaf({ field, op, values: rest, options: {} }) };
}

function textOption(options: Node, key: string): string {
  const value = options[key];
  return typeof value === 'string' ? value.toLowerCase() : 'equal';
}

/** A path as people type it: `$.a.b`, `payload.a.b`, or only `a.b`. */
function pathField(path: string): string {
  return /^(?:\$|payload(?:[.[]|$))/.test(path) ? path : `payload.${path}`;
}

interface LeafParts extends Pick<PayloadRule, 'values' | 'options'> {
  readonly field: string;
  readonly op: string;
}

function leaf({ field, op, values, options }: LeafParts): Partial<Condition> {
  const timezone = typeof options['timezone'] === 'string' ? { timezone: options['timezone'] } : {};
  const list = op === 'in' || op === 'not_in' || op === 'between';
  const [first] = values;
  // A list of texts may have come as one list within the list of values.
  const value = list ? values.flat(1) : Array.isArray(first) ? (first as readonly unknown[])[0] : first;
  return { field, op, ...(value === undefined ? {} : { value }), ...timezone } as Partial<Condition>;
}
