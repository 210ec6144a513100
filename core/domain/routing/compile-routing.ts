import type { ExplainStep } from '../../contracts/explain';
import type { Micros } from '../../contracts/incident';
import type { Json } from '../../contracts/json';
import type { Ruleset, RulesetAction } from '../../contracts/routing';
import { compileCondition, type TryCondition } from '../conditions/compile-condition';
import type { ConditionFacts } from '../conditions/fields';
import { Budget, CostLimitError } from '../json/budget';
import { routingFactsOf } from './routing-facts';

/** Where a body goes, with the steps that led there. `ruleset` is the one that matched; null = none did. */
export interface Routing {
  readonly ruleset: { readonly name: string; readonly action: RulesetAction } | null;
  readonly explain: readonly ExplainStep[];
}

/** Decides about a body that was accepted at a time (microseconds). The same body and time give the same routing. */
export type Route = (body: Json, at: Micros) => Routing;

interface CompiledRuleset {
  readonly ruleset: Ruleset;
  readonly matches: TryCondition;
}

/**
 * Compiles rulesets, in the order in which they are tried; the first that matches decides (contract §1.8). Never throws: a
 * ruleset that this release refuses, or that costs more than an alert may, matches nothing and says so in `explain`.
 */
export function compileRouting(rulesets: readonly Ruleset[]): Route {
  const compiled = rulesets.map(compileRuleset);
  return (body, at) => {
    const facts = routingFactsOf(body, at);
    const passed: ExplainStep[] = [];
    for (const { ruleset, matches } of compiled) {
      const step = tryRuleset(ruleset, matches, facts);
      if (step.matched) {
        const { name, action } = ruleset;
        // Of those before it only what could not be decided: the step is kept with each alert, and a hundred reasons
        // why others did not match would make its row many times as large.
        return { ruleset: { name, action }, explain: [...passed.filter(({ error }) => error !== undefined), step] };
      }
      passed.push(step);
    }
    return { ruleset: null, explain: passed };
  };
}

function compileRuleset(ruleset: Ruleset): CompiledRuleset {
  try {
    return { ruleset, matches: compileCondition(ruleset.condition, 'router') };
  } catch (error) {
    // Saved by an older release that let it through.
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ruleset,
      matches: () => {
        throw new InvalidRuleset(`the ruleset is not valid: ${reason}`);
      },
    };
  }
}

class InvalidRuleset extends Error {}

function tryRuleset({ id, name }: Ruleset, matches: TryCondition, facts: ConditionFacts): ExplainStep {
  const head = { step: 'ruleset', rule: id, name } as const;
  try {
    // A budget for each: one that is dear takes nothing from the next.
    return { ...head, ...matches(facts, new Budget()) };
  } catch (error) {
    if (!(error instanceof CostLimitError) && !(error instanceof InvalidRuleset)) throw error;
    return { ...head, matched: false, reason: 'it could not be decided', error: error.message };
  }
}
