import type { JsonObject } from '../../core/contracts/json';

export const STEP_KINDS = {
  team: 'team',
  escalation_policy: 'escalation policy',
  service: 'service',
  integration: 'integration',
  custom_mapping: 'custom mapping of',
  endpoint: 'endpoint of',
  alert_rule: 'alert rule',
  outgoing_rule: 'outgoing rule',
  alert_grouping_policy: 'alert grouping policy of',
  router: 'router',
  ruleset: 'ruleset',
} as const;
export type StepKind = keyof typeof STEP_KINDS;

/** One thing that applying does. */
export interface Step {
  readonly action: 'create' | 'change' | 'delete';
  readonly kind: StepKind;
  /** Names from the team or the router down; of a rule, the last is its place in the list, from 1. */
  readonly at: readonly string[];
  /** In the words of a configuration: all of something new, what differs of something changed. References are not resolved. */
  readonly entry: JsonObject;
  /** The keys that differ. */
  readonly fields: readonly string[];
}

/** What applying a configuration would do. */
export interface Plan {
  readonly steps: readonly Step[];
  /** What is there and not in the configuration, and stays. */
  readonly left: readonly Pick<Step, 'kind' | 'at'>[];
}

/** Where something is found by its names: the key of its id. */
export function placeKey(kind: StepKind, at: readonly string[]): string {
  return JSON.stringify([kind, ...at]);
}

/** The name of the team that a step is about; '' for what belongs to none. */
export function teamOf({ kind, at }: Pick<Step, 'kind' | 'at'>): string {
  const [team = ''] = at;
  return kind === 'router' || kind === 'ruleset' ? '' : team;
}

/** A step; the keys of its entry are those that differ, unless told otherwise. */
export function makeStep(
  action: Step['action'],
  { kind, at }: Pick<Step, 'kind' | 'at'>,
  entry: JsonObject,
  fields: readonly string[] = Object.keys(entry),
): Step {
  return { action, kind, at, entry, fields };
}
