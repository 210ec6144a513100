import type { FieldError } from '../../contracts/json';

type Read =
  { readonly ok: true; readonly condition: unknown } | { readonly ok: false; readonly errors: readonly FieldError[] };
type Input = Readonly<Record<string, unknown>>;

const ALERT_TYPE = 1;
const PAYLOAD_FIELD = 2;
const NAMED = ['message', 'summary', 'entity_id', 'alert_type'];

/**
 * Reads the old encoding of conditions (contract §1.6): a flat list joined by `rule_type` (0 all, 1 any), each an alert
 * type or a pattern that a field of the alert or of its payload matches. No source says how the pattern is meant: it is
 * read as a regular expression that is searched for, which a plain text is too.
 */
export function readOldConditions(input: readonly unknown[], ruleType: 0 | 1, path: string): Read {
  const errors: FieldError[] = [];
  const leaves = input.map((entry, index) => readOne(entry, `${path}[${index}]`, errors));
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, condition: ruleType === 1 && leaves.length > 0 ? { any: leaves } : { all: leaves } };
}

function readOne(entry: unknown, path: string, errors: FieldError[]): unknown {
  if (typeof entry !== 'object' || entry === null) {
    errors.push({ path, message: 'a condition is an object with alert_condition_type and pattern' });
    return null;
  }
  const { alert_condition_type: type, alert_field: field, pattern } = entry as Input;
  if (type === ALERT_TYPE) return { field: 'alert_type', op: 'equals', value: pattern };
  if (type !== PAYLOAD_FIELD || typeof field !== 'string' || field.trim() === '') {
    errors.push({
      path: type === PAYLOAD_FIELD ? `${path}.alert_field` : `${path}.alert_condition_type`,
      message: '1 (alert type) or 2 (payload field with alert_field) is expected',
    });
    return null;
  }
  return { field: fieldName(field.trim()), op: 'matches', value: pattern };
}

function fieldName(field: string): string {
  return NAMED.includes(field) || /^(?:\$|payload(?:[.[]|$))/.test(field) ? field : `payload.${field}`;
}
