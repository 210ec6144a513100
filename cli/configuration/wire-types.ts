import type { JsonObject } from '../../core/contracts/json';
import type { WireAction } from './action-names';

/** What is read of the API's answers (contract §1). */

export interface WireTeam {
  readonly unique_id: string;
  readonly name: string;
  readonly private: boolean;
}

export interface WirePolicy {
  readonly unique_id: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly repeat_policy: number;
  readonly move_to_next: boolean;
  readonly global_ep: boolean;
  readonly rules: readonly {
    readonly delay: number;
    readonly position: number;
    readonly targets: readonly { readonly target_type: number; readonly target_id: string }[];
  }[];
}

export interface WireService {
  readonly unique_id: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly escalation_policy: string;
  readonly team_priority: string | null;
  readonly task_template: string | null;
  readonly sla: string | null;
  readonly auto_resolve_timeout: number;
  readonly acknowledgement_timeout: number;
  readonly acknowledgement_timeout_enabled: boolean;
  readonly collation: number;
  readonly collation_time: number;
}

export interface WireIntegration {
  readonly unique_id: string;
  readonly name: string;
  readonly summary: string;
  readonly application: string;
  readonly is_enabled: boolean;
  readonly create_incidents_for: number;
  readonly default_urgency: number;
  readonly webhook_url: string;
}

export interface WireAlertRule {
  readonly unique_id: string;
  readonly description: string;
  readonly is_enabled: boolean;
  readonly stop: boolean;
  readonly position: number;
  readonly conditions_tree: JsonObject;
  readonly actions: readonly WireAction[];
}

export interface WireGrouping {
  readonly unique_id: string;
  readonly match_mode: number;
  readonly match_fields: { readonly static_fields: readonly string[]; readonly custom_fields: readonly string[] };
  readonly time_window: number;
  readonly is_active: boolean;
}

export interface WireRouter {
  readonly unique_id: string;
  readonly name: string;
  readonly description: string;
  readonly is_enabled: boolean;
}

/** What POST answers with beside that: what the router's URL is made of. */
export interface WireMadeRouter extends WireRouter {
  readonly account_identifier: string;
  readonly integration_key: string;
}

export interface WireRuleset {
  readonly unique_id: string;
  readonly name: string;
  readonly conditions_tree: JsonObject;
  readonly actions: readonly {
    readonly integration: string | null;
    readonly team: WireName | null;
    readonly service: WireName | null;
    readonly integration_obj: WireName | null;
  }[];
}

interface WireName {
  readonly name: string;
}

export interface WireOutgoingRule {
  readonly unique_id: string;
  readonly is_enabled: boolean;
  readonly conditions_tree: JsonObject;
}
