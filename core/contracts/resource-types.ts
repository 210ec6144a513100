import type { AlertGroupingPolicy } from './alert-grouping-policy';
import type { IncidentNote, Responder } from './incident-resources';
import type { StoredMaintenanceWindow } from './maintenance-window';
import type { OutgoingRule } from './outgoing-rule';
import type {
  Account,
  ApiToken,
  CustomRole,
  EscalationPolicy,
  Integration,
  Service,
  Team,
  TeamMember,
  User,
  Versioned,
} from './resources';
import type { Schedule } from './schedule';
import type { Router, Ruleset } from './routing';
import type { Contact, ForwardingRule, NotificationRule } from './user-details';
import type { StoredRule } from './schemas/alert-rule';
import type { IncidentRole, PostIncidentTask, Priority, Sla, Tag, Task, TaskTemplate } from './team-resources';

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
  readonly custom_role: CustomRole;
  readonly contact: Contact;
  readonly notification_rule: NotificationRule;
  readonly forwarding_rule: ForwardingRule;
  readonly token: ApiToken;
  readonly team: Team;
  readonly member: TeamMember;
  readonly escalation_policy: EscalationPolicy;
  readonly schedule: Schedule;
  readonly priority: Priority;
  readonly tag: Tag;
  readonly sla: Sla;
  readonly role: IncidentRole;
  readonly task_template: TaskTemplate;
  readonly task: Task;
  readonly post_incident_task: PostIncidentTask;
  readonly maintenance_window: TeamMaintenanceWindow;
  readonly service: Service;
  readonly integration: Integration;
  readonly rule: IntegrationRule;
  readonly outgoing_rule: OutgoingRule;
  readonly alert_grouping_policy: AlertGroupingPolicy;
  readonly router: Router;
  readonly ruleset: Ruleset;
  readonly incident_note: IncidentNote;
  readonly responder: Responder;
}

export type ResourceKind = keyof ResourceTypes;
