import type { Incident, Micros } from '../contracts/incident';

/** When a transition of an incident may have happened; more than one for a sequence whose time is not kept any more. */
export interface TransitionTime {
  readonly sequence: number;
  readonly at: Micros;
}

/** So many sequences without a kept time are looked for, newest first; few incidents have any. */
const MAX_UNKEPT = 20;

/**
 * The times of an incident's transitions. It keeps those of its latest write (DESIGN §4), of the others what its dates
 * say: the first is its creation, and those between happened when it was acknowledged or resolved, or with the alert
 * in hand, accepted at `alertAt`.
 */
export function transitionTimes(incident: Incident, alertAt: Micros): readonly TransitionTime[] {
  const { sequence: last, created_at, acknowledged_at, resolved_at, transitions } = incident;
  const first = last > 0 ? [{ sequence: 1, at: created_at }] : [];
  const kept = new Map([...first, ...transitions].map(({ sequence, at }) => [sequence, at]));
  const guesses = [...new Set([acknowledged_at, resolved_at, alertAt])].filter((at) => at !== null);
  const unkept = Array.from({ length: last }, (_, index) => index + 1)
    .filter((sequence) => !kept.has(sequence))
    .slice(-MAX_UNKEPT)
    .flatMap((sequence) => guesses.map((at) => ({ sequence, at })));
  return [...[...kept].map(([sequence, at]) => ({ sequence, at })), ...unkept];
}
