import type { AlertFields } from '../../contracts/alert';
import type { Micros } from '../../contracts/incident';
import type { OutgoingRule } from '../../contracts/outgoing-rule';
import type { IncidentOpening } from '../binding/operation';
import { compileCondition, type TryCondition } from '../conditions/compile-condition';
import type { ConditionFacts } from '../conditions/fields';
import { Budget, CostLimitError } from '../json/budget';

/** What an incident opens with, but for what outgoing rules decide about it. */
export type UndecidedOpening = Omit<IncidentOpening, 'muted_endpoints'>;

/** What outgoing rules are tried on beside the incident itself. */
export interface OpeningFacts {
  /** When the incident is opened. */
  readonly at: Micros;
  /** The alert that opens it; null when a person or a program does, and then the fields of alerts are missing. */
  readonly alert: AlertFields | null;
  /** When the last similar incident (contract §2.2) was opened; null when there was none. */
  readonly similar_at: Micros | null;
}

/** The enabled rules of an outgoing integration, compiled once for very many incidents. */
export interface OutgoingRules {
  /** Any of them lets an incident through; and everything passes where there is none. */
  readonly rules: readonly TryCondition[];
  /** Some rule asks for the seconds since the last similar incident, which has to be looked up. */
  readonly needsSimilar: boolean;
}

/**
 * Compiles the rules of an outgoing integration. Never throws: a stored rule that this release refuses lets every
 * incident through, because a webhook too many is seen and one that is missing is not.
 */
export function compileOutgoingRules(rules: readonly OutgoingRule[]): OutgoingRules {
  const enabled = rules.filter(({ is_enabled }) => is_enabled);
  return {
    rules: enabled.map(compileRule),
    needsSimilar: enabled.some(({ condition }) => JSON.stringify(condition).includes('"seconds_since_similar"')),
  };
}

function compileRule({ condition }: OutgoingRule): TryCondition {
  try {
    return compileCondition(condition, 'outgoing_rule');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return () => ({ matched: true, reason: `the rule is not valid: ${reason}` });
  }
}

/**
 * Of these outgoing integrations those that are told nothing of an incident, from its opening to its end: they have
 * enabled rules, and none matches (contract §3).
 */
export function mutedEndpoints(
  rulesOf: ReadonlyMap<string, OutgoingRules>,
  opening: UndecidedOpening,
  facts: OpeningFacts,
): readonly string[] {
  const conditionFacts = factsOf(opening, facts);
  return [...rulesOf]
    .filter(([, { rules }]) => rules.length > 0 && !rules.some((rule) => letsThrough(rule, conditionFacts)))
    .map(([integration]) => integration);
}

function letsThrough(rule: TryCondition, facts: ConditionFacts): boolean {
  try {
    // A budget for each rule: one that is dear takes nothing from the next.
    return rule(facts, new Budget()).matched;
  } catch (error) {
    // Not decidable within reason counts as a match, for the same reason as above.
    if (error instanceof CostLimitError) return true;
    throw error;
  }
}

function factsOf(opening: UndecidedOpening, { at, alert, similar_at }: OpeningFacts): ConditionFacts {
  return {
    at,
    // No type is empty: comparisons with one fail for an incident that no alert opened.
    alert_type: alert?.alert_type ?? '',
    urgency: opening.urgency,
    message: alert?.message ?? opening.title,
    summary: opening.summary,
    entity_id: alert?.entity_id ?? null,
    payload: alert?.payload ?? null,
    similar_at,
    title: opening.title,
    priority: opening.priority,
    sla: opening.sla,
    tags: opening.tags,
  };
}
