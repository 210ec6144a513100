import type { ExplainStep } from '../../contracts/explain';
import type { JsonObject } from '../../contracts/json';

/** The steps of an explanation, in the order in which they happened; what a step has nothing to say of is left out. */
export function viewExplain(steps: readonly ExplainStep[]): readonly JsonObject[] {
  return steps.map(({ step, index, rule, name, matched, reason, set, error }) => ({
    step,
    ...(index === undefined ? {} : { index }),
    ...(rule === undefined ? {} : { rule }),
    ...(name === undefined ? {} : { name }),
    matched,
    reason,
    ...(set === undefined ? {} : { set }),
    ...(error === undefined ? {} : { error }),
  }));
}
