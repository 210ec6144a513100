/**
 * What alert rules decide about the incident that an alert opens (contract §1.6.1). Kept with the incident when the alert
 * opens it, and without effect when the alert joins one. Null and empty = the rules say nothing, so the alert's own fields
 * and the service's settings count. References are as authors wrote them; unknown ones are ignored when used.
 */
export interface IncidentSettings {
  readonly escalation_policy: string | null;
  readonly schedule: string | null;
  /** Username. */
  readonly assigned_to: string | null;
  /** 0 low, 1 high; null = the integration's default. */
  readonly urgency: 0 | 1 | null;
  readonly sla: string | null;
  readonly team_priority: string | null;
  readonly task_template: string | null;
  /** Notifications wait for so many seconds; null = they don't. */
  readonly delay_seconds: number | null;
  readonly roles: readonly { readonly role: string; readonly user: string }[];
  /** Ids of tags, beside the alert's own. */
  readonly tags: readonly string[];
  readonly tasks: readonly { readonly title: string; readonly description: string }[];
  /** Ids of users or schedules. */
  readonly responders: readonly string[];
  readonly notes: readonly string[];
}

/** The settings of an alert that no rule said anything about. */
export const NO_SETTINGS: IncidentSettings = {
  escalation_policy: null,
  schedule: null,
  assigned_to: null,
  urgency: null,
  sla: null,
  team_priority: null,
  task_template: null,
  delay_seconds: null,
  roles: [],
  tags: [],
  tasks: [],
  responders: [],
  notes: [],
};
