import type { Condition } from '../../contracts/schemas/condition';
import type { Budget } from '../json/budget';
import { compileLeaf } from './compile-leaf';
import type { ConditionFacts, ConditionScope } from './fields';

/** Whether a condition matched, and why: a sentence with what was found. */
export interface Verdict {
  readonly matched: boolean;
  readonly reason: string;
}
/** A compiled condition. Throws {@link CostLimitError} when trying it takes more work than the alert has left. */
export type TryCondition = (facts: ConditionFacts, budget: Budget) => Verdict;

const MAX_REASON = 500;

/**
 * Compiles a condition once, for very many alerts.
 * @throws Error when the condition would not have passed `parseCondition`: a stored one that a newer release refuses.
 */
export function compileCondition(condition: Condition, scope: ConditionScope): TryCondition {
  if ('all' in condition) return all(condition.all.map((child) => compileCondition(child, scope)));
  if ('any' in condition) return any(condition.any.map((child) => compileCondition(child, scope)));
  if ('not' in condition) return not(compileCondition(condition.not, scope));
  return compileLeaf(condition, scope);
}

function all(children: readonly TryCondition[]): TryCondition {
  return (facts, budget) => {
    const reasons: string[] = [];
    for (const child of children) {
      const verdict = child(facts, budget);
      // The first that does not match decides; it is the reason a person looks for.
      if (!verdict.matched) return verdict;
      reasons.push(verdict.reason);
    }
    return { matched: true, reason: reasons.length === 0 ? 'it has no conditions' : joined(reasons) };
  };
}

function any(children: readonly TryCondition[]): TryCondition {
  return (facts, budget) => {
    const reasons: string[] = [];
    for (const child of children) {
      const verdict = child(facts, budget);
      if (verdict.matched) return verdict;
      reasons.push(verdict.reason);
    }
    return { matched: false, reason: `none of ${children.length}: ${joined(reasons)}` };
  };
}

function not(child: TryCondition): TryCondition {
  return (facts, budget) => {
    const { matched, reason } = child(facts, budget);
    return { matched: !matched, reason: `not: ${reason}` };
  };
}

function joined(reasons: readonly string[]): string {
  const text = reasons.join('; ');
  return text.length > MAX_REASON ? `${text.slice(0, MAX_REASON)}…`.toWellFormed() : text;
}
