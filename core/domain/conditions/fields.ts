import { ALERT_TYPES } from '../../contracts/alert';
import type { ConditionOp } from '../../contracts/schemas/condition';
import type { Json } from '../../contracts/json';
import type { Budget } from '../json/budget';
import { parsePath, readSteps } from '../json/path';
import { compileJsonPath } from './json-path';

/** What conditions are tried on. Times are microseconds since the epoch. */
export interface ConditionFacts {
  /** When the alert was accepted. */
  readonly at: number;
  readonly alert_type: string;
  /** Of the incident that the alert opens or would open: 0 low, 1 high. */
  readonly urgency: 0 | 1;
  readonly message: string;
  readonly summary: string;
  readonly entity_id: string | null;
  /** The body in custom mapping and routers, the alert's payload in rules. */
  readonly payload: Json;
  /** The element of the array, in custom mapping with `for_each`. */
  readonly item?: Json | undefined;
  /** When the last similar incident (contract §2.2) was opened; null when there was none. */
  readonly similar_at?: number | null;
  /** Of the incident, for outgoing rules. */
  readonly title?: string;
  readonly priority?: string | null;
  readonly sla?: string | null;
  readonly tags?: readonly string[];
}

/**
 * Where a condition stands decides which fields it has. `mapping_each` is custom mapping with `for_each`; `router` is the
 * body as it was posted, before anybody knows whose it is.
 */
export type ConditionScope = 'mapping' | 'mapping_each' | 'alert_rule' | 'outgoing_rule' | 'router';

/** Reads the values of a field: none when it is missing, several when a JSONPath selects several. */
export type ReadValues = (facts: ConditionFacts, budget: Budget) => readonly Json[];

/** A field by how it is compared. */
export type Field =
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly read: ReadValues }
  | { readonly kind: 'text' | 'body'; readonly read: ReadValues }
  | { readonly kind: 'time' | 'date' | 'weekday' | 'seconds' };

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const URGENCIES = ['low', 'high'] as const;

const one = (value: Json | undefined): readonly Json[] => (value === undefined || value === null ? [] : [value]);
const text = (read: (facts: ConditionFacts) => Json | undefined): Field => ({
  kind: 'text',
  read: (facts) => one(read(facts)),
});

const FIELDS: Readonly<Record<string, Field>> = {
  alert_type: { kind: 'choice', choices: ALERT_TYPES, read: (facts) => [facts.alert_type] },
  urgency: { kind: 'choice', choices: URGENCIES, read: (facts) => [URGENCIES[facts.urgency]] },
  message: text((facts) => facts.message),
  summary: text((facts) => facts.summary),
  entity_id: text((facts) => facts.entity_id),
  time: { kind: 'time' },
  date: { kind: 'date' },
  day_of_week: { kind: 'weekday' },
  seconds_since_similar: { kind: 'seconds' },
  title: text((facts) => facts.title),
  priority: text((facts) => facts.priority),
  sla: text((facts) => facts.sla),
  tags: { kind: 'text', read: (facts) => facts.tags ?? [] },
};
const OUTGOING_ONLY = ['title', 'priority', 'sla', 'tags'];

const ORDER: readonly ConditionOp[] = ['lte', 'gte', 'between'];
const CHOICE: readonly ConditionOp[] = ['equals', 'not_equals', 'in', 'not_in'];
const TEXT: readonly ConditionOp[] = [
  'contains',
  'not_contains',
  'matches',
  'not_matches',
  'is_empty',
  'is_not_empty',
  'exists',
  'not_exists',
];

/** The operators that a field's kind has (contract §2.4, with what own-routes adds). */
export const OPS_OF: Readonly<Record<Field['kind'], readonly ConditionOp[]>> = {
  choice: CHOICE,
  weekday: CHOICE,
  text: [...CHOICE, ...TEXT],
  body: [...CHOICE, ...TEXT, ...ORDER],
  time: ORDER,
  date: [...CHOICE, ...ORDER],
  seconds: ['equals', 'not_equals', ...ORDER, 'exists', 'not_exists'],
};

export type FieldResult =
  { readonly ok: true; readonly field: Field } | { readonly ok: false; readonly message: string };

/** Finds a field by its name, `payload.<path>` (in `for_each` also `item.<path>`), or a JSONPath `$…` into the payload. */
export function resolveField(name: string, scope: ConditionScope): FieldResult {
  if (name.startsWith('$')) return jsonPathField(name);
  const named = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (named !== undefined)
    return isKnownIn(name, scope) ? { ok: true, field: named } : { ok: false, message: notHere(name, scope) };
  return pathField(name, scope);
}

function isKnownIn(name: string, scope: ConditionScope): boolean {
  if (OUTGOING_ONLY.includes(name)) return scope === 'outgoing_rule';
  // The urgency is that of an integration or its rules: a router is only about to find which one.
  if (name === 'urgency' && scope === 'router') return false;
  // Which incident is similar depends on the entity id, which mapping is only about to find.
  return name !== 'seconds_since_similar' || scope === 'alert_rule' || scope === 'outgoing_rule';
}

function notHere(name: string, scope: ConditionScope): string {
  if (scope === 'mapping' || scope === 'mapping_each') return `${name} is not known in custom mapping`;
  return OUTGOING_ONLY.includes(name)
    ? `${name} is a field of outgoing rules only`
    : `${name} is not known in a router`;
}

function jsonPathField(name: string): FieldResult {
  const compiled = compileJsonPath(name);
  return compiled.ok
    ? { ok: true, field: { kind: 'body', read: (facts, budget) => compiled.select(facts.payload, budget) } }
    : compiled;
}

function pathField(name: string, scope: ConditionScope): FieldResult {
  // The first word decides what is told: a typing error in a path, or a field that does not exist.
  const [root = ''] = /^\w*/.exec(name) ?? [];
  if (root !== 'payload' && root !== 'item') return { ok: false, message: unknownField(name, scope) };
  if (root === 'item' && scope !== 'mapping_each') {
    return { ok: false, message: 'item is known in custom mapping with for_each only' };
  }
  const parsed = parsePath(name);
  if (!parsed.ok) return parsed;
  if (parsed.path.root !== root) return { ok: false, message: unknownField(name, scope) };
  const { steps } = parsed.path;
  const read: ReadValues = (facts) => {
    const value = readSteps(root === 'item' ? facts.item : facts.payload, steps);
    return value === undefined ? [] : [value];
  };
  return { ok: true, field: { kind: 'body', read } };
}

function unknownField(name: string, scope: ConditionScope): string {
  const names = Object.keys(FIELDS).filter((known) => isKnownIn(known, scope));
  return `unknown field ${JSON.stringify(name.slice(0, 80))}; fields are ${names.join(', ')}, payload.<path> and JSONPaths $…`;
}
