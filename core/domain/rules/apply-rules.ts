import type { AlertFields } from '../../contracts/alert';
import type { ExplainStep } from '../../contracts/explain';
import { NO_SETTINGS, type IncidentSettings } from '../../contracts/incident-settings';
import type { StoredRule } from '../../contracts/schemas/alert-rule';
import { compileCondition, type TryCondition } from '../conditions/compile-condition';
import type { ConditionFacts } from '../conditions/fields';
import { CostLimitError, type Budget } from '../json/budget';
import { truncate } from '../truncate';
import { compileAction, type Act } from './compile-action';
import type { RuleState } from './rule-state';

/** So much of a rule's description names it in explanations: a description may be a page, and each alert stores them all. */
const MAX_NAME = 100;

type CompiledRule = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly stop: boolean;
} & ({ readonly when: TryCondition; readonly acts: readonly Act[] } | { readonly broken: string });

/** Rules compiled once and put in order, for very many alerts. */
export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  /** Some rule asks for the seconds since the last similar incident, which has to be looked up. */
  readonly needsSimilar: boolean;
}

/** What rules are tried on besides the alert. Times are microseconds since the epoch. */
export interface RuleFacts {
  /** When the alert was accepted. */
  readonly at: number;
  /** The integration's default urgency: 0 low, 1 high. */
  readonly urgency: 0 | 1;
  /** When the last incident with the alert's entity id was opened; null when there was none. */
  readonly similar_at: number | null;
  /** A fresh entity id for rules that give every alert one of its own. */
  readonly freshId: string;
}

/** A rule that could not be tried or done; the alert went on without it. */
export interface RuleError {
  readonly rule: string;
  readonly name: string;
  readonly message: string;
}

/** The alert and its incident's settings as the rules left them. */
export interface RuledAlert {
  readonly fields: AlertFields;
  readonly settings: IncidentSettings;
  readonly explain: readonly ExplainStep[];
  readonly errors: readonly RuleError[];
}

/**
 * Compiles enabled rules in their order: position, then creation, then id, so that the order is always the same. Never
 * throws: a stored rule that a newer release would refuse is kept as broken and reported with every alert.
 */
export function compileRules(rules: readonly StoredRule[]): CompiledRules {
  const ordered = rules.filter(({ rule }) => rule.is_enabled).sort(inOrder);
  return {
    rules: ordered.map(compileRule),
    needsSimilar: ordered.some(({ rule }) => JSON.stringify(rule.condition).includes('"seconds_since_similar"')),
  };
}

function inOrder(a: StoredRule, b: StoredRule): number {
  return a.rule.position - b.rule.position || a.created_at - b.created_at || (a.unique_id < b.unique_id ? -1 : 1);
}

function compileRule({ unique_id: id, created_at: createdAt, rule }: StoredRule): CompiledRule {
  const head = { id, name: truncate(rule.description, MAX_NAME), createdAt, stop: rule.stop };
  try {
    return { ...head, when: compileCondition(rule.condition, 'alert_rule'), acts: rule.actions.map(compileAction) };
  } catch (error) {
    // What fails here was saved by an older release: it is told with each alert instead of stopping them all.
    return { ...head, broken: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Runs an alert through the rules, in order, until one that matched says stop. Each rule sees the alert as the rules before
 * it left it. A rule that fails changes nothing, is recorded, and the next one runs.
 */
export function applyRules({ rules }: CompiledRules, alert: AlertFields, facts: RuleFacts, budget: Budget): RuledAlert {
  let state: RuleState = { fields: alert, settings: NO_SETTINGS, setBy: {}, changes: NO_CHANGES };
  let seen = factsOf(state, facts);
  const explain: ExplainStep[] = [];
  const errors: RuleError[] = [];
  for (const rule of rules) {
    const tried = tryRule(rule, state, { facts, seen, budget });
    explain.push(tried.explain);
    if (tried.error !== undefined) errors.push({ rule: rule.id, name: rule.name, message: tried.error });
    if (tried.state !== state) {
      state = tried.state;
      seen = factsOf(state, facts);
    }
    if (tried.explain.matched && rule.stop) {
      explain.push({
        step: 'rule',
        rule: rule.id,
        name: rule.name,
        matched: true,
        reason: 'it says stop: later rules are not tried',
      });
      break;
    }
  }
  return { fields: state.fields, settings: state.settings, explain, errors };
}

/** No rule has changed anything yet. */
const NO_CHANGES: RuleState['changes'] = {};

interface Trying {
  readonly facts: RuleFacts;
  /** What conditions see of the alert as it is now. */
  readonly seen: ConditionFacts;
  readonly budget: Budget;
}
interface Tried {
  readonly state: RuleState;
  readonly explain: ExplainStep;
  readonly error?: string;
}

function tryRule(rule: CompiledRule, state: RuleState, { facts, seen, budget }: Trying): Tried {
  if ('broken' in rule) return skipped(rule, state, rule.broken);
  const { id, name } = rule;
  try {
    const { matched, reason } = rule.when(seen, budget);
    if (!matched) return { state, explain: { step: 'rule', rule: id, name, matched, reason } };
    const { fields, settings, setBy, changes: set } = act(rule, state, facts);
    return {
      state: { fields, settings, setBy, changes: NO_CHANGES },
      explain: { step: 'rule', rule: id, name, matched, reason, set },
    };
  } catch (error) {
    // One rule that asks for too much work must not take the alert with it. Anything else is our own mistake.
    if (error instanceof CostLimitError) return skipped(rule, state, error.message);
    throw error;
  }
}

function skipped({ id, name }: CompiledRule, state: RuleState, error: string): Tried {
  return { state, explain: { step: 'rule', rule: id, name, matched: false, reason: 'it was skipped', error }, error };
}

function act(
  { acts, createdAt }: { readonly acts: readonly Act[]; readonly createdAt: number },
  state: RuleState,
  facts: RuleFacts,
): RuleState {
  const context = { created_at: createdAt, freshId: facts.freshId };
  return acts.reduce((before, one) => one(before, context), state);
}

function factsOf({ fields, settings }: RuleState, facts: RuleFacts): ConditionFacts {
  return {
    at: facts.at,
    similar_at: facts.similar_at,
    // A rule before may have changed the urgency that the incident would have.
    urgency: settings.urgency ?? facts.urgency,
    alert_type: fields.alert_type,
    message: fields.message,
    summary: fields.summary,
    entity_id: fields.entity_id,
    payload: fields.payload,
  };
}
