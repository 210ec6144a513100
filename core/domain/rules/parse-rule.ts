import type { FieldError } from '../../contracts/json';
import type { AlertRule, RuleAction } from '../../contracts/schemas/alert-rule';
import type { Condition } from '../../contracts/schemas/condition';
import { parseCondition, type ConditionResult } from '../conditions/parse-condition';
import { readEncodings } from '../conditions/read-encodings';
import { readOldConditions } from './old-conditions';
import { parseAction } from './parse-action';

export type RuleResult =
  { readonly ok: true; readonly rule: AlertRule } | { readonly ok: false; readonly errors: readonly FieldError[] };

type Input = Readonly<Record<string, unknown>>;
const MAX_ACTIONS = 50;
const MAX_CONDITIONS = 100;
const MAX_DESCRIPTION = 10_000;

/**
 * Checks an alert rule as it came from outside (contract §1.6). Its conditions come as `conditions_tree` (readable), else as
 * `rule_json` text, else in the old `conditions`; none of them means every alert. Unknown keys are ignored, because clients
 * send back what they read. For PATCH, merge the body over the stored rule first.
 * @param path what errors' paths begin with, e.g. `rules[0]`; empty for the body itself
 */
export function parseAlertRule(input: unknown, path = ''): RuleResult {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { ok: false, errors: [{ path, message: 'an object is expected' }] };
  const body = input as Input;
  const errors: FieldError[] = [];
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const rest = {
    description: textOf(body['description'], at('description'), errors),
    rule_type: ruleTypeOf(body['rule_type'], at('rule_type'), errors),
    stop: flagOf(body['stop'], false, { path: at('stop'), errors }),
    position: positionOf(body['position'], at('position'), errors),
    is_enabled: flagOf(body['is_enabled'], true, { path: at('is_enabled'), errors }),
  };
  const condition = conditionOf(body, rest.rule_type, at);
  if (!condition.ok) errors.push(...condition.errors);
  const actions = actionsOf(body['actions'], at('actions'), errors);
  if (errors.length > 0 || !condition.ok) return { ok: false, errors };
  return { ok: true, rule: { ...rest, condition: condition.condition, actions } };
}

function textOf(value: unknown, path: string, errors: FieldError[]): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' && value.length <= MAX_DESCRIPTION) return value;
  errors.push({ path, message: `a text of at most ${MAX_DESCRIPTION} characters is expected` });
  return '';
}

function ruleTypeOf(value: unknown, path: string, errors: FieldError[]): 0 | 1 {
  if (value === undefined || value === null || value === 0) return 0;
  if (value === 1) return 1;
  errors.push({ path, message: '0 (all conditions) or 1 (any) is expected' });
  return 0;
}

interface Flag {
  readonly path: string;
  readonly errors: FieldError[];
}

function flagOf(value: unknown, fallback: boolean, { path, errors }: Flag): boolean {
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'boolean') return value;
  errors.push({ path, message: 'true or false is expected' });
  return fallback;
}

function positionOf(value: unknown, path: string, errors: FieldError[]): number {
  if (value === undefined || value === null) return 1;
  if (Number.isSafeInteger(value)) return value as number;
  errors.push({ path, message: 'a whole number is expected' });
  return 1;
}

function conditionOf(body: Input, ruleType: 0 | 1, at: (key: string) => string): ConditionResult {
  const read = readEncodings(body, at, 'alert_rule');
  if (read !== null) return read;
  const { conditions: old } = body;
  if (old === undefined || old === null) return { ok: true, condition: { all: [] } satisfies Condition };
  if (!Array.isArray(old) || old.length > MAX_CONDITIONS)
    return {
      ok: false,
      errors: [{ path: at('conditions'), message: `a list of at most ${MAX_CONDITIONS} conditions is expected` }],
    };
  const oldRead = readOldConditions(old as readonly unknown[], ruleType, at('conditions'));
  return oldRead.ok ? parseCondition(oldRead.condition, at('conditions'), 'alert_rule') : oldRead;
}

function actionsOf(input: unknown, path: string, errors: FieldError[]): readonly RuleAction[] {
  if (!Array.isArray(input) || input.length > MAX_ACTIONS) {
    errors.push({ path, message: `a list of at most ${MAX_ACTIONS} actions is expected` });
    return [];
  }
  return (input as readonly unknown[]).flatMap((entry, index) => {
    const parsed = parseAction(entry, `${path}[${index}]`);
    if (parsed.ok) return [parsed.action];
    errors.push(...parsed.errors);
    return [];
  });
}
