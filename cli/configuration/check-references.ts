import { usageFailure } from '../failure';
import { describe } from './show-plan';
import type { State } from './state';
import { routeProblem } from './routes';
import { placeKey, teamOf, type Plan, type Step } from './step';
import { referencesIn, type Reference } from './text-references';
import { wireBody } from './wire-body';

/**
 * Looks for references to nothing before anything is changed.
 * @throws CliFailure that names all of them
 */
export function checkReferences(plan: Plan, state: State, env: Readonly<Record<string, string | undefined>>): void {
  const routes = plan.steps.flatMap((step) => {
    const problem = step.kind === 'ruleset' ? routeProblem(step, plan, state.ids) : null;
    return problem === null ? [] : [`  ${describe(step)}: ${problem}`];
  });
  const texts = plan.steps.flatMap((step) =>
    referencesIn(wireBody(step)).flatMap((reference) => {
      const problem = problemOf(reference, step, { plan, state, env });
      return problem === null ? [] : [`  ${describe(step)}: ${problem}`];
    }),
  );
  const lines = [...texts, ...routes];
  if (lines.length > 0) throw usageFailure(['It refers to what is not there:', ...new Set(lines)].join('\n'));
}

interface Known {
  readonly plan: Plan;
  readonly state: State;
  readonly env: Readonly<Record<string, string | undefined>>;
}

function problemOf({ kind, name }: Reference, { kind: of, at }: Step, { plan, state, env }: Known): string | null {
  if (kind === 'env') return env[name] === undefined || env[name] === '' ? `the environment has no ${name}` : null;
  const team = teamOf({ kind: of, at });
  const references = state.references.get(team);
  // Policies and roles come with a team that is made: what it has is known only then.
  if (references === undefined && team !== '' && (kind === 'escalation_policy' || kind === 'role')) return null;
  const place = placeKey('escalation_policy', [team, name]);
  const isPlanned = plan.steps.some((step) => step.action === 'create' && placeKey(step.kind, step.at) === place);
  if (kind === 'escalation_policy' && isPlanned) return null;
  const found = (references ?? state.users).find(kind, name);
  if (found.length === 1) return null;
  return `there is ${found.length === 0 ? 'no' : 'more than one'} ${kind.replace('_', ' ')} ${name}`;
}
