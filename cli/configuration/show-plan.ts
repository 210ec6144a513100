import type { JsonObject } from '../../core/contracts/json';
import { oneLine } from '../output/table';
import { STEP_KINDS, type Plan, type Step } from './step';

const SIGNS = { create: '+', change: '~', delete: '-' } as const;

/** A plan in lines for people. Says which keys change, not their values: some of those are secret. */
export function showPlan({ steps, left }: Plan): readonly string[] {
  return [
    ...steps.map((step) => `  ${SIGNS[step.action]} ${describe(step)}${changedKeys(step)}`),
    ...left.map((place) => `  = ${describe(place)} is not in the file and stays (--prune deletes it)`),
    summary(steps),
  ].map(oneLine);
}

/** What a step is about. */
export function describe({ kind, at }: Pick<Step, 'kind' | 'at'>): string {
  return `${STEP_KINDS[kind]} ${at.join(' / ')}`;
}

function changedKeys({ action, fields, kind }: Step): string {
  return action === 'change' && kind !== 'custom_mapping' ? `: ${fields.join(', ')}` : '';
}

function summary(steps: readonly Step[]): string {
  if (steps.length === 0) return 'Nothing to do: all is as the file says.';
  const count = (action: Step['action']): number => steps.filter((step) => step.action === action).length;
  return `${count('create')} to create, ${count('change')} to change, ${count('delete')} to delete.`;
}

/** A plan for scripts. */
export function planJson({ steps, left }: Plan): JsonObject {
  return {
    steps: steps.map(({ action, kind, at, fields }) => ({ action, kind, at, fields })),
    left: left.map(({ kind, at }) => ({ kind, at })),
  };
}
