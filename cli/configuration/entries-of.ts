import { findApplication } from '../../core/contracts/applications';
import type { Json, JsonObject } from '../../core/contracts/json';
import { toActionEntry } from './action-names';
import type {
  AlertRuleEntry,
  GroupingEntry,
  OutgoingRuleEntry,
  PolicyEntry,
  PolicyTargetEntry,
  RulesetEntry,
  ServiceEntry,
} from './configuration';
import type { References } from './references';
import { escapeText, mapTexts } from './text-references';
import type {
  WireAlertRule,
  WireGrouping,
  WireIntegration,
  WireOutgoingRule,
  WirePolicy,
  WireRuleset,
  WireService,
} from './wire-types';

/** What the API shows, in the words of a configuration. Every key that can be set is there. */

export function policyEntry(policy: WirePolicy, references: References): PolicyEntry {
  const { name, summary, description, repeat_policy, move_to_next, global_ep, rules } = policy;
  const inOrder = rules.toSorted((a, b) => a.position - b.position);
  return {
    name,
    summary,
    description,
    repeat_policy,
    move_to_next,
    global_ep,
    rules: inOrder.map(({ delay, targets }) => ({
      delay,
      targets: targets.map((one) => targetEntry(one, references)),
    })),
  };
}

function targetEntry(
  { target_type, target_id }: { readonly target_type: number; readonly target_id: string },
  references: References,
): PolicyTargetEntry {
  const isSchedule = target_type === 1;
  const name = references.nameOf(isSchedule ? 'schedule' : 'user', target_id);
  return isSchedule ? { schedule: name } : { user: name };
}

export function serviceEntry(service: WireService, references: References): ServiceEntry {
  const orNull = (kind: 'priority' | 'task_template' | 'sla', id: string | null): string | null =>
    id === null ? null : references.nameOf(kind, id);
  return {
    name: service.name,
    summary: service.summary,
    description: service.description,
    escalation_policy: references.nameOf('escalation_policy', service.escalation_policy),
    team_priority: orNull('priority', service.team_priority),
    task_template: orNull('task_template', service.task_template),
    sla: orNull('sla', service.sla),
    auto_resolve_timeout: service.auto_resolve_timeout,
    // What is shown while it is off is what it was before.
    acknowledgement_timeout: service.acknowledgement_timeout_enabled ? service.acknowledgement_timeout : 0,
    collation: service.collation,
    collation_time: service.collation_time,
  };
}

export function groupingEntry({ match_mode, match_fields, time_window, is_active }: WireGrouping): GroupingEntry {
  const { static_fields, custom_fields } = match_fields;
  return { match_mode, match_fields: { static_fields, custom_fields }, time_window, is_active };
}

/** @param users whom its conditions may name: a router belongs to no team */
export function rulesetEntry({ name, conditions_tree, actions }: WireRuleset, users: References): RulesetEntry {
  const [action] = actions;
  const conditions = named(conditions_tree, users);
  if (action === undefined || action.integration === null) return { name, conditions, suppress: true };
  const { team, service, integration_obj: found, integration } = action;
  const isThere = team !== null && service !== null && found !== null;
  const route = isThere ? { team: team.name, service: service.name, integration: found.name } : { integration };
  return { name, conditions, route };
}

export function integrationEntry({ name, summary, application, ...others }: WireIntegration) {
  const { is_enabled, create_incidents_for, default_urgency } = others;
  const extension = findApplication(application)?.extension ?? application;
  return { name, summary, application: extension, is_enabled, create_incidents_for, default_urgency };
}

export function alertRuleEntry(rule: WireAlertRule, references: References): AlertRuleEntry {
  const { description, is_enabled, stop, conditions_tree: conditions, actions } = rule;
  const entry = { description, is_enabled, stop, conditions, actions: actions.map(toActionEntry) };
  return named(entry, references);
}

export function outgoingRuleEntry(rule: WireOutgoingRule, references: References): OutgoingRuleEntry {
  return named({ is_enabled: rule.is_enabled, conditions: rule.conditions_tree }, references);
}

/** Free JSON with names for ids. */
export function named<T extends object>(value: T, references: References): T {
  return mapTexts(value as unknown as Json, (text) => references.nameIds(text)) as unknown as T;
}

/** The configuration of an endpoint; undefined until it is configured. */
export function endpointEntry(configuration: JsonObject): JsonObject | undefined {
  return configuration['url'] === null ? undefined : mapTexts<JsonObject>(configuration, escapeText);
}
