import type { Micros } from './incident';
import type { IntegrationKeyEntry, Versioned } from './resources';
import type { Condition } from './schemas/condition';

/** The part of a router's URL that tells it from those of integrations (docs/api.md). */
export const ROUTER_EXTENSION = 'router';

/** A router has so many rulesets at most: an alert that matches none has tried all of them. */
export const MAX_RULESETS = 100;

/** A global router (contract §1.8): an intake whose rulesets say, alert by alert, which integration it is for. */
export interface Router extends Versioned {
  readonly account: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly is_enabled: boolean;
  readonly integration_key: string;
  readonly created_at: Micros;
  /**
   * Ids of rulesets in the order in which they are tried: kept here, so that moving one is one write. Rulesets that it
   * does not name come after those it does, oldest first; ids of rulesets that are gone mean nothing.
   */
  readonly ruleset_order?: readonly string[];
}

/** A ruleset of a router: what alerts it is for, and what becomes of them. Checked again before use. */
export interface Ruleset extends Versioned {
  readonly account: string;
  readonly router: string;
  readonly id: string;
  readonly name: string;
  readonly created_at: Micros;
  readonly condition: Condition;
  /** The text its conditions came in, if they did: read back unchanged, because clients compare what they wrote. */
  readonly rule_json?: string;
  readonly action: RulesetAction;
}

export type RulesetAction = { readonly id: string } & (
  { readonly effect: 'route'; readonly target: RoutingTarget } | { readonly effect: 'suppress' }
);

/** Where the integration is that alerts are routed to: it never moves. */
export interface RoutingTarget {
  readonly team: string;
  readonly service: string;
  readonly integration: string;
}

/** What intake needs to know of a router, kept under its key and changed together with it. */
export interface RouterKeyEntry {
  readonly integration_key: string;
  readonly account: string;
  readonly router: string;
  readonly name: string;
  readonly extension: typeof ROUTER_EXTENSION;
  readonly is_enabled: boolean;
}

/** What a key of an intake URL leads to. */
export type IntakeKeyEntry = IntegrationKeyEntry | RouterKeyEntry;
