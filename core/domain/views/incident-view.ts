import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { EscalationPolicy, Service, Team, User } from '../../contracts/resources';
import type { Priority, Sla, Tag } from '../../contracts/team-resources';
import { incidentKeyOf } from '../incident-id';
import { contextWindow } from './context-window';
import { viewPolicyReference } from './escalation-policy-view';
import { viewService } from './service-view';
import { viewIncidentTag } from './incident-tag-view';
import { fullName } from './user-view';
import { toWireDate, toWireDateOrNull } from './wire-date';

/** What an incident refers to; null for what it does not refer to or what no longer exists. */
export interface IncidentSurroundings {
  readonly team: Team;
  readonly service: Service | null;
  readonly escalationPolicy: EscalationPolicy | null;
  readonly assignee: User | null;
  readonly sla: Sla | null;
  readonly priority: Priority | null;
  /** Those of the incident's tags that the team has. */
  readonly tags: readonly Tag[];
}

/** An incident in full (contract §1.9), with the keys that the newer clients need (contract §4). */
export function viewIncident(incident: Incident, around: IncidentSurroundings): JsonObject {
  return {
    summary: incident.summary,
    incident_number: incident.number,
    creation_date: toWireDate(incident.created_at),
    status: incident.status,
    unique_id: incident.unique_id,
    title: incident.title,
    incident_key: incidentKeyOf(incident.unique_id),
    service: incident.service,
    service_object: viewServiceWithTeam(around),
    urgency: incident.urgency,
    merged_with: null,
    assigned_to: incident.assigned_to,
    assigned_to_name: around.assignee === null ? '' : fullName(around.assignee),
    ...viewReferences(incident, around),
    resolved_date: toWireDateOrNull(incident.resolved_at),
    acknowledged_date: toWireDateOrNull(incident.acknowledged_at),
    ...viewContext(incident),
    settings: viewSettings(incident),
    ...NOT_RELATED,
  };
}

function viewServiceWithTeam({ service, team }: IncidentSurroundings): JsonObject | null {
  return service === null ? null : { ...viewService(service), team_name: team.name };
}

/** Ids as they are kept, and objects of those that exist: an unknown reference of an alert is kept, never refused (contract §1.12). */
function viewReferences(incident: Incident, around: IncidentSurroundings): JsonObject {
  const { escalationPolicy, sla, priority, tags } = around;
  return {
    escalation_policy: incident.escalation_policy,
    escalation_policy_object: escalationPolicy === null ? null : viewPolicyReference(escalationPolicy),
    tags: tags.map((tag) => viewIncidentTag(incident, tag)),
    sla: incident.sla,
    sla_object: sla === null ? null : viewSlaReference(sla),
    team_priority: incident.priority,
    team_priority_object: priority === null ? null : viewPriorityReference(priority),
  };
}

function viewSlaReference({ id, name, is_active, acknowledge_time, resolve_time, created_at }: Sla): JsonObject {
  return { unique_id: id, name, is_active, acknowledge_time, resolve_time, creation_date: toWireDate(created_at) };
}

function viewPriorityReference({ id, name, description, color }: Priority): JsonObject {
  return { unique_id: id, name, description, color };
}

/** What alert rules decided when the incident was opened, as they said it; null when they decided nothing. Ours. */
function viewSettings({ settings }: Incident): JsonObject | null {
  // The type's keys are the wire's, and its values are JSON.
  return settings === null ? null : { ...(settings as unknown as JsonObject) };
}

function viewContext(incident: Incident): JsonObject {
  const window = contextWindow(incident.created_at);
  return { context_window_start: window.start, context_window_end: window.end };
}

/** Merging and snoozing are not there yet; the newer clients read these keys on every incident. */
const NOT_RELATED = {
  parent_incident: null,
  is_parent_incident: false,
  is_child_incident: false,
  snooze_time: null,
  snoozed_till: null,
  postmortems: [],
  postmortem_assignee: null,
} as const satisfies JsonObject;
