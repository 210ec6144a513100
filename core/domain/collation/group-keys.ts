import { createHash } from 'node:crypto';
import type { AlertFields } from '../../contracts/alert';
import type { AlertGroupingPolicy, GroupingField } from '../../contracts/alert-grouping-policy';
import type { Json } from '../../contracts/json';
import type { Service } from '../../contracts/resources';
import { compileJsonPath } from '../conditions/json-path';
import { Budget, CostLimitError } from '../json/budget';
import { stringifyJson } from '../json/text';

/** How an alert is collated: by which groups, of which one is enough, and how long the window is that it may open. */
export interface Collation {
  readonly service: string;
  readonly keys: readonly string[];
  /** Microseconds. */
  readonly length: number;
}

export interface CollatedAlert {
  readonly integration: string;
  readonly alert: AlertFields;
}

const TIME_BASED = 1;
const CONTENT_BASED = 3;
const ANY = 1;
const MICROS_PER_MINUTE = 60_000_000;

/** The one group of a service that collates by time. */
const ALL_ALERTS = 'all';

/**
 * How a service collates an alert (contract §1.3, §2.7); null when it does not: collation is off, has no active policy, or
 * the alert lacks what the policy compares. Alerts match where a field has the very same value; a field without a value
 * matches nothing.
 */
export function collationOf(
  { id, collation, collation_time }: Service,
  policy: AlertGroupingPolicy | null,
  collated: CollatedAlert,
): Collation | null {
  if (collation === TIME_BASED) {
    return { service: id, keys: [ALL_ALERTS], length: collation_time * MICROS_PER_MINUTE };
  }
  if (collation !== CONTENT_BASED || policy?.is_active !== true) return null;
  const keys = contentKeys(policy, collated);
  return keys.length === 0 ? null : { service: id, keys, length: policy.time_window * MICROS_PER_MINUTE };
}

function contentKeys({ match_mode, match_fields }: AlertGroupingPolicy, collated: CollatedAlert): readonly string[] {
  const { static_fields, custom_fields } = match_fields;
  const budget = new Budget();
  const values = [
    ...static_fields.map((field): readonly [string, string | null] => [field, staticValue(field, collated)]),
    ...custom_fields.map((path) => [path, customValue(path, collated.alert.payload, budget)] as const),
  ];
  const present = values.filter(([, value]) => value !== null);
  if (match_mode === ANY) return present.map((value) => hash([value])).sort();
  return present.length === values.length && values.length > 0 ? [hash(values)] : [];
}

function staticValue(field: GroupingField, { integration, alert }: CollatedAlert): string | null {
  switch (field) {
    case 'incident_title':
      return alert.message;
    case 'incident_summary':
      return alert.summary === '' ? null : alert.summary;
    case 'integration':
      return integration;
  }
}

/** All that the path selects, as one text. What costs too much to look for, or can't be read any more, has no value. */
function customValue(path: string, payload: Json, budget: Budget): string | null {
  const compiled = compileJsonPath(path);
  if (!compiled.ok) return null;
  try {
    const nodes = compiled.select(payload, budget);
    return nodes.length === 0 ? null : stringifyJson([...nodes]);
  } catch (error) {
    if (error instanceof CostLimitError) return null;
    throw error;
  }
}

/** Short enough for a key, and equal for equal values only. */
function hash(value: Json): string {
  return createHash('sha256').update(stringifyJson(value), 'utf16le').digest('base64url').slice(0, 22);
}
