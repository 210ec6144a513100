import { canonicalRuleset } from './canonical-entry';
import type { RouterEntry, RulesetEntry } from './configuration';
import { planEntry, planOthers, type Draft, type PlanOptions } from './plan';
import { planRules, settleWith } from './plan-integration';

interface RouterLists {
  /** Missing: the configuration says nothing of routers. */
  readonly wanted: readonly RouterEntry[] | undefined;
  readonly current: readonly RouterEntry[] | undefined;
}

/** Plans the global routers and their rulesets, which are a list of rules like those of an integration. */
export function planRouters(draft: Draft, { wanted, current }: RouterLists, options: PlanOptions): void {
  const settle = settleWith(options.env);
  for (const router of wanted ?? []) {
    const at = [router.name];
    const found = current?.find(({ name }) => name === router.name);
    planEntry(draft, { kind: 'router', at, inner: ['rulesets'] }, { wanted: router, current: found });
    planRules(draft, {
      kind: 'ruleset',
      at,
      wanted: router.rulesets,
      current: found?.rulesets ?? [],
      canonical: (ruleset) => canonicalRuleset(settle(ruleset) as unknown as RulesetEntry),
    });
  }
  planOthers(draft, { kind: 'router', at: [], wanted, current }, options);
}
