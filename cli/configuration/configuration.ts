import type { JsonObject } from '../../core/contracts/json';

/**
 * A configuration as people keep it in a file (docs/cli.md): names instead of ids, secrets by reference. What an entry
 * leaves out stays as it is; of something new it has the API's default. Times in the API's units.
 */
export interface Configuration {
  readonly teams: readonly TeamEntry[];
  /** Global routers, which belong to no team. */
  readonly routers?: readonly RouterEntry[];
}

export interface RouterEntry {
  readonly name: string;
  readonly description?: string;
  readonly is_enabled?: boolean;
  /** All of them, in their order: a list of rules is one value. */
  readonly rulesets?: readonly RulesetEntry[];
}

/** What alerts are routed to an integration, or suppressed. */
export interface RulesetEntry {
  readonly name: string;
  /** A condition tree; without one the ruleset is for every alert. */
  readonly conditions?: JsonObject;
  readonly route?: RouteEntry | null;
  readonly suppress?: true;
}

/** An integration by its names from the team down; one that is gone has only its id. */
export interface RouteEntry {
  readonly team?: string;
  readonly service?: string;
  readonly integration: string;
}

export interface TeamEntry {
  readonly name: string;
  readonly private?: boolean;
  readonly escalation_policies?: readonly PolicyEntry[];
  readonly services?: readonly ServiceEntry[];
}

export interface PolicyEntry {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  readonly repeat_policy?: number;
  readonly move_to_next?: boolean;
  readonly global_ep?: boolean;
  /** In their order. */
  readonly rules?: readonly PolicyRuleEntry[];
}

export interface PolicyRuleEntry {
  /** Minutes. */
  readonly delay?: number;
  readonly targets: readonly PolicyTargetEntry[];
}

/** A user by e-mail address, or a schedule of the team by name. */
export type PolicyTargetEntry = { readonly user: string } | { readonly schedule: string };

export interface ServiceEntry {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  /** These four are names of the team's. */
  readonly escalation_policy?: string;
  readonly team_priority?: string | null;
  readonly task_template?: string | null;
  readonly sla?: string | null;
  readonly auto_resolve_timeout?: number;
  readonly acknowledgement_timeout?: number;
  readonly collation?: number;
  readonly collation_time?: number;
  /** As in the API; null = none. */
  readonly alert_grouping_policy?: GroupingEntry | null;
  readonly integrations?: readonly IntegrationEntry[];
}

export interface GroupingEntry {
  readonly match_mode?: number;
  readonly match_fields: { readonly static_fields?: readonly string[]; readonly custom_fields?: readonly string[] };
  /** Minutes. */
  readonly time_window?: number;
  readonly is_active?: boolean;
}

export interface IntegrationEntry {
  readonly name: string;
  readonly summary?: string;
  /** Extension of the catalogue's application, e.g. `generic`; the id of one that this program does not know. */
  readonly application?: string;
  readonly is_enabled?: boolean;
  readonly create_incidents_for?: number;
  readonly default_urgency?: number;
  /** As in the API; null = none. */
  readonly custom_mapping?: JsonObject | null;
  /** All of them, in their order: a list of rules is one value. */
  readonly alert_rules?: readonly AlertRuleEntry[];
  /** The configuration of an outgoing integration, as in the API but for its secrets. */
  readonly endpoint?: JsonObject;
  readonly outgoing_rules?: readonly OutgoingRuleEntry[];
}

export interface AlertRuleEntry {
  readonly description?: string;
  readonly is_enabled?: boolean;
  readonly stop?: boolean;
  /** A condition tree; without one the rule holds for every alert. */
  readonly conditions?: JsonObject;
  readonly actions: readonly ActionEntry[];
}

/** An action of an alert rule, by its name in docs/cli.md. */
export interface ActionEntry {
  readonly type: string;
  readonly key?: string;
  readonly value?: string | number | boolean;
}

export interface OutgoingRuleEntry {
  readonly is_enabled?: boolean;
  readonly conditions?: JsonObject;
}

/** An entry as JSON: every entry is, its type only lacks the index signature. */
export function asJson(entry: object): JsonObject {
  return entry as unknown as JsonObject;
}
