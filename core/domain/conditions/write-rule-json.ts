import { createHash } from 'node:crypto';
import type { Condition, ConditionLeaf } from '../../contracts/schemas/condition';
import { WRITTEN_CHOICE, WRITTEN_FIELDS, WRITTEN_OPERATORS } from './rule-json-names';

type Value = string | number | boolean;
type Node = Readonly<Record<string, unknown>> & { readonly id: string };

/** Where a node stands: the ids above it, and its own position as text, from which its id is made. */
interface Place {
  readonly above: readonly string[];
  readonly position: string;
}

/**
 * Writes a condition as the `rule_json` text of the React Awesome Query Builder (contract §1.6.2). Ids are made from the
 * place in the tree, so the same condition gives the same text. What the original's interface has no operator for is
 * written under our own names, which `readRuleJson` reads back: nothing is lost, though the original would not run it.
 */
export function writeRuleJson(condition: Condition): string {
  // The root of a query builder's tree is always a group.
  const root = 'field' in condition ? { all: [condition] } : condition;
  return JSON.stringify(writeNode(root, { above: [], position: '0' }));
}

function writeNode(condition: Condition, place: Place): Node {
  if ('all' in condition) return writeGroup(condition.all, { conjunction: 'AND', not: false }, place);
  if ('any' in condition) return writeGroup(condition.any, { conjunction: 'OR', not: false }, place);
  return 'not' in condition ? writeNot(condition.not, place) : writeLeaf(condition, place);
}

/** A negated group of several conditions is one node (NAND, NOR); anything else gets a negated group around it. */
function writeNot(inner: Condition, place: Place): Node {
  if ('all' in inner && inner.all.length > 1) return writeGroup(inner.all, { conjunction: 'AND', not: true }, place);
  if ('any' in inner && inner.any.length > 1) return writeGroup(inner.any, { conjunction: 'OR', not: true }, place);
  return writeGroup([inner], { conjunction: 'AND', not: true }, place);
}

interface GroupProperties {
  readonly conjunction: 'AND' | 'OR';
  readonly not: boolean;
}

function writeGroup(children: readonly Condition[], properties: GroupProperties, { above, position }: Place): Node {
  const id = idOf(position);
  const path = [...above, id];
  const nodes = children.map((child, index) => writeNode(child, { above: path, position: `${position}.${index}` }));
  return { type: 'group', id, path, properties, children1: Object.fromEntries(nodes.map((node) => [node.id, node])) };
}

/** Looks like the UUIDs that query builders make. */
function idOf(position: string): string {
  const hex = createHash('sha256').update(position).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function writeLeaf(leaf: ConditionLeaf, { above, position }: Place): Node {
  const id = idOf(position);
  const named = Object.hasOwn(WRITTEN_FIELDS, leaf.field) ? WRITTEN_FIELDS[leaf.field] : undefined;
  const properties = named === undefined ? payloadProperties(leaf) : fieldProperties(named, leaf);
  return { type: 'rule', id, path: [...above, id], properties };
}

function listOf(value: ConditionLeaf['value']): readonly Value[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

/** The custom operators of the original: the path is the first value; the comparison stands in the operator's options. */
function payloadProperties(leaf: ConditionLeaf): object {
  const value = [leaf.field, ...listOf(leaf.value)];
  const common = {
    field: 'alert.payload',
    value,
    valueSrc: value.map(() => 'value'),
    valueType: value.map(() => 'text'),
  };
  if (leaf.op === 'exists') return { ...common, operator: 'payloadkeysearch', operatorOptions: null };
  if (leaf.op === 'not_exists') return { ...common, operator: 'payloadnotexists', operatorOptions: null };
  return { ...common, operator: 'payloadsearch', operatorOptions: { ploperator: WRITTEN_OPERATORS[leaf.op] } };
}

const CHOICES = ['alert_type', 'urgency', 'day_of_week'];
const TYPES: Readonly<Record<string, string>> = { time: 'time', date: 'date', seconds_since_similar: 'number' };

function fieldProperties(field: string, leaf: ConditionLeaf): object {
  const isChoice = CHOICES.includes(leaf.field);
  const isList = leaf.op === 'in' || leaf.op === 'not_in';
  const value = isList ? [listOf(leaf.value)] : listOf(leaf.value);
  const type = isList ? 'multiselect' : isChoice ? 'select' : (TYPES[leaf.field] ?? 'text');
  return {
    field,
    operator: (isChoice ? WRITTEN_CHOICE[leaf.op] : undefined) ?? WRITTEN_OPERATORS[leaf.op],
    value,
    valueSrc: value.map(() => 'value'),
    valueType: value.map(() => type),
    operatorOptions: leaf.timezone === undefined ? null : { timezone: leaf.timezone },
  };
}
