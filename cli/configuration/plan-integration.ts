import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../core/contracts/json';
import { usageFailure } from '../failure';
import { canonicalAlertRule, canonicalMapping, canonicalOutgoingRule } from './canonical-entry';
import { changedFields } from './changed-fields';
import { asJson, type AlertRuleEntry, type IntegrationEntry, type OutgoingRuleEntry } from './configuration';
import { endpointChange } from './endpoint-change';
import { planEntry, type Draft, type PlanOptions } from './plan';
import { makeStep, type StepKind } from './step';
import { mapTexts, resolveText, referenceText } from './text-references';

interface IntegrationPair {
  readonly at: readonly string[];
  readonly wanted: IntegrationEntry;
  readonly current: IntegrationEntry | undefined;
}

const INNER = ['custom_mapping', 'alert_rules', 'endpoint', 'outgoing_rules'];

/** Plans an integration, its configuration and its rules. @throws CliFailure when it should have another application */
export function planIntegration(draft: Draft, { at, wanted, current }: IntegrationPair, options: PlanOptions): void {
  if (current !== undefined && wanted.application !== undefined && wanted.application !== current.application)
    throw usageFailure(
      `${at.join(' / ')}: its application is ${current.application ?? 'unknown'} and can't be changed; delete it first, or give the new one another name.`,
    );
  planEntry(draft, { kind: 'integration', at, inner: INNER }, { wanted, current });
  const settle = settleWith(options.env);
  planMapping(draft, { at, wanted, current }, settle);
  planRules(draft, {
    kind: 'alert_rule',
    at,
    wanted: wanted.alert_rules,
    current: current?.alert_rules ?? [],
    canonical: (rule) => canonicalAlertRule(settle(rule) as unknown as AlertRuleEntry),
  });
  planEndpoint(draft, { at, wanted, current }, options);
  planRules(draft, {
    kind: 'outgoing_rule',
    at,
    wanted: wanted.outgoing_rules,
    current: current?.outgoing_rules ?? [],
    canonical: (rule) => canonicalOutgoingRule(settle(rule) as unknown as OutgoingRuleEntry),
  });
}

/** A value in which references to the environment have what it has. */
export type Settle = (value: Json) => Json;

/** Puts in what the environment has. What it has not stays as written, and therefore counts as a difference. */
export function settleWith(env: PlanOptions['env']): Settle {
  return (value) =>
    mapTexts(value, (text) =>
      resolveText(text, ({ kind, name }) => (kind === 'env' ? env[name] : undefined) ?? referenceText(kind, name)),
    );
}

function planMapping(draft: Draft, { at, wanted, current }: IntegrationPair, settle: Settle): void {
  const { custom_mapping: mapping } = wanted;
  if (mapping === undefined) return;
  const there = current?.custom_mapping ?? null;
  // Alone it switches off what is there and keeps its blocks.
  const isOff = isDeepStrictEqual(mapping, { enabled: false });
  if (isOff && (there === null || there['enabled'] === false)) return;
  const canonical = (value: JsonObject | null): Json => canonicalMapping(settle(value) as JsonObject | null);
  if (!isOff && isDeepStrictEqual(canonical(mapping), canonical(there))) return;
  const action = there === null ? 'create' : mapping === null ? 'delete' : 'change';
  draft.steps.push(makeStep(action, { kind: 'custom_mapping', at }, { custom_mapping: mapping }));
}

function planEndpoint(
  draft: Draft,
  { at, wanted, current }: IntegrationPair,
  { env, updateSecrets }: PlanOptions,
): void {
  const { endpoint } = wanted;
  if (endpoint === undefined) return;
  const there = current?.endpoint ?? null;
  const change = endpointChange(endpoint, there, { settle: settleWith(env), updateSecrets });
  if (change === null) return;
  const action = there === null ? 'create' : 'change';
  draft.steps.push(makeStep(action, { kind: 'endpoint', at }, change.body, change.fields));
}

/** Rules that are wanted and that are there. */
export interface RulesPair<T extends object> {
  readonly kind: StepKind;
  readonly at: readonly string[];
  readonly wanted: readonly T[] | undefined;
  readonly current: readonly T[];
  readonly canonical: (rule: JsonObject) => JsonObject;
}

/**
 * Rules have no names and their order counts, also that of their making: a list of them is one value. Each is compared
 * with the one in its place; those beyond the end go.
 */
export function planRules<T extends object>(
  draft: Draft,
  { kind, at, wanted, current, canonical }: RulesPair<T>,
): void {
  if (wanted === undefined) return;
  wanted.forEach((rule, index) => {
    const place = { kind, at: [...at, String(index + 1)] };
    const there = current[index];
    if (there === undefined) {
      draft.steps.push(makeStep('create', place, asJson(rule)));
      return;
    }
    const changed = Object.keys(changedFields(canonical(asJson(rule)), canonical(asJson(there))));
    // A key that is left out has its default, as the whole list is one value.
    const entry = Object.fromEntries(changed.map((key) => [key, asJson(rule)[key] ?? defaultOf(key)]));
    if (changed.length > 0) draft.steps.push(makeStep('change', place, entry));
  });
  // From the end, so that those before keep their places.
  for (let last = current.length; last > wanted.length; last -= 1)
    draft.steps.push(makeStep('delete', { kind, at: [...at, String(last)] }, {}));
}

function defaultOf(key: string): Json {
  return canonicalAlertRule({ actions: [] })[key] ?? null;
}
