import type { StoredMaintenanceWindow } from './maintenance-window';
import type { OutgoingRule } from './outgoing-rule';
import type { Account, ApiToken, EscalationPolicy, Integration, Service, Team, User, Versioned } from './resources';
import type { StoredRule } from './schemas/alert-rule';

/** Whose something is that does not say so itself. */
interface InTeam {
  readonly account: string;
  readonly team: string;
}

/** An alert rule with the integration that it belongs to. */
export interface IntegrationRule extends StoredRule, InTeam, Versioned {
  readonly integration: string;
}

/** A maintenance window with the team that it belongs to. */
export interface TeamMaintenanceWindow extends StoredMaintenanceWindow, InTeam, Versioned {}

/**
 * What people and programs make, change and delete, by its kind. A new kind gets a line here and one in
 * `core/domain/resource-kinds`, which says where it is kept; nothing else has to know of it.
 */
export interface ResourceTypes {
  readonly account: Account;
  readonly user: User;
  readonly token: ApiToken;
  readonly team: Team;
  readonly escalation_policy: EscalationPolicy;
  readonly maintenance_window: TeamMaintenanceWindow;
  readonly service: Service;
  readonly integration: Integration;
  readonly rule: IntegrationRule;
  readonly outgoing_rule: OutgoingRule;
}

export type ResourceKind = keyof ResourceTypes;
