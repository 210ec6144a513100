import type { Configuration, ServiceEntry, TeamEntry } from './configuration';
import { asJson } from './configuration';
import { changedFields, without } from './changed-fields';
import { planIntegration } from './plan-integration';
import { planRouters } from './plan-routers';
import { makeStep, type Plan, type Step, type StepKind } from './step';

export interface PlanOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Delete what is not in the configuration, below the entries that name others of its kind. */
  readonly prune: boolean;
  /** Write secrets again though some are set: they can't be compared. */
  readonly updateSecrets: boolean;
}

/** Steps in the order in which they are taken, as they come up. */
export interface Draft {
  readonly steps: Step[];
  /** Taken last, from the bottom up: what is deleted may be referred to until then. */
  readonly deletions: Step[];
  readonly left: Pick<Step, 'kind' | 'at'>[];
}

/**
 * What has to be done so that the account is as a configuration wants it. Pure: the same two give the same plan, and of
 * two that say the same there is nothing to do.
 * @param wanted names are unique within their parents
 * @param current what is there, in the same words; secrets as `{ "set": true }`
 */
export function planConfiguration(wanted: Configuration, current: Configuration, options: PlanOptions): Plan {
  const draft: Draft = { steps: [], deletions: [], left: [] };
  for (const team of wanted.teams) {
    const found = current.teams.find(({ name }) => name === team.name);
    planTeam(draft, { wanted: team, current: found }, options);
  }
  // Behind all teams: their rulesets route to integrations that may have to be made first.
  planRouters(draft, { wanted: wanted.routers, current: current.routers }, options);
  return { steps: [...draft.steps, ...draft.deletions.toReversed()], left: draft.left };
}

/** Something that is wanted, and what is there of it. */
interface Pair<T> {
  readonly wanted: T;
  readonly current: T | undefined;
}

function planTeam(draft: Draft, { wanted, current }: Pair<TeamEntry>, options: PlanOptions): void {
  const at = [wanted.name];
  planEntry(draft, { kind: 'team', at, inner: ['escalation_policies', 'services'] }, { wanted, current });
  const { escalation_policies: policies, services } = wanted;
  for (const policy of policies ?? []) {
    const found = current?.escalation_policies?.find(({ name }) => name === policy.name);
    planEntry(
      draft,
      { kind: 'escalation_policy', at: [...at, policy.name], inner: [] },
      { wanted: policy, current: found },
    );
  }
  // Before the services in this order, so that they are deleted after them: services refer to policies.
  planOthers(
    draft,
    { kind: 'escalation_policy', at, wanted: policies, current: current?.escalation_policies },
    options,
  );
  for (const service of services ?? []) {
    const found = current?.services?.find(({ name }) => name === service.name);
    planService(draft, { at: [...at, service.name], wanted: service, current: found }, options);
  }
  planOthers(draft, { kind: 'service', at, wanted: services, current: current?.services }, options);
}

function planService(
  draft: Draft,
  { at, wanted, current }: Pair<ServiceEntry> & { readonly at: readonly string[] },
  options: PlanOptions,
): void {
  planEntry(draft, { kind: 'service', at, inner: ['alert_grouping_policy', 'integrations'] }, { wanted, current });
  planGrouping(draft, { at, wanted, current });
  for (const integration of wanted.integrations ?? []) {
    const found = current?.integrations?.find(({ name }) => name === integration.name);
    planIntegration(draft, { at: [...at, integration.name], wanted: integration, current: found }, options);
  }
  planOthers(draft, { kind: 'integration', at, wanted: wanted.integrations, current: current?.integrations }, options);
}

/** The one alert grouping policy of a service; null takes it away. */
function planGrouping(
  draft: Draft,
  { at, wanted, current }: Pair<ServiceEntry> & { readonly at: readonly string[] },
): void {
  const { alert_grouping_policy: grouping } = wanted;
  if (grouping === undefined) return;
  const there = current?.alert_grouping_policy ?? undefined;
  const place = { kind: 'alert_grouping_policy', at, inner: [] } as const;
  if (grouping !== null) planEntry(draft, place, { wanted: grouping, current: there });
  else if (there !== undefined) draft.steps.push(makeStep('delete', place, {}));
}

interface Place {
  readonly kind: StepKind;
  readonly at: readonly string[];
  /** Keys that have steps of their own. */
  readonly inner: readonly string[];
}

/** The step that makes an entry, or changes its own keys; none when it is as wanted. */
export function planEntry(draft: Draft, { kind, at, inner }: Place, { wanted, current }: Pair<object>): void {
  if (current === undefined) {
    draft.steps.push(makeStep('create', { kind, at }, without(asJson(wanted), inner)));
    return;
  }
  const entry = changedFields(without(asJson(wanted), inner), asJson(current));
  if (Object.keys(entry).length > 0) draft.steps.push(makeStep('change', { kind, at }, entry));
}

/** Those of a kind that are there and not wanted. */
export interface Others {
  readonly kind: StepKind;
  readonly at: readonly string[];
  /** Missing: the configuration says nothing of them, so none is deleted. */
  readonly wanted: readonly { readonly name: string }[] | undefined;
  readonly current: readonly { readonly name: string }[] | undefined;
}

/** Deletes them, or says that they stay. */
export function planOthers(draft: Draft, { kind, at, wanted, current = [] }: Others, { prune }: PlanOptions): void {
  if (wanted === undefined) return;
  const others = current.filter(({ name }) => !wanted.some((one) => one.name === name));
  for (const { name } of others) {
    const place = { kind, at: [...at, name] };
    if (prune) draft.deletions.push(makeStep('delete', place, {}));
    else draft.left.push(place);
  }
}
