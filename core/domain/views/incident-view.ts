import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { EscalationPolicy, Service, Team, User } from '../../contracts/resources';
import type { Priority, Sla, Tag } from '../../contracts/team-resources';
import { incidentKeyOf } from '../incident-id';
import { isUuid } from '../is-uuid';
import { activeSnooze } from '../snooze';
import { contextWindow } from './context-window';
import { viewPolicyReference } from './escalation-policy-view';
import { viewService } from './service-view';
import { viewIncidentTag } from './incident-tag-view';
import { fullName } from './user-view';
import { toWireDate, toWireDateOrNull } from './wire-date';

/** What an incident refers to; null for what it does not refer to or what no longer exists. */
export interface IncidentSurroundings {
  readonly team: Team | null;
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
    service_object: viewServiceWithTeam(incident, around),
    urgency: incident.urgency,
    merged_with: incident.merged?.parent?.unique_id ?? null,
    assigned_to: incident.assigned_to,
    assigned_to_name: around.assignee === null ? '' : fullName(around.assignee),
    ...viewReferences(incident, around),
    resolved_date: toWireDateOrNull(incident.resolved_at),
    acknowledged_date: toWireDateOrNull(incident.acknowledged_at),
    ...viewContext(incident),
    ...viewRelations(incident),
    postmortems: [],
    postmortem_assignee: null,
  };
}

function viewServiceWithTeam(incident: Incident, { service, team }: IncidentSurroundings): JsonObject {
  const shown =
    service === null ? { ...viewService(goneService(incident)), escalation_policy: null } : viewService(service);
  return { ...shown, team_name: team?.name ?? '' };
}

/** In the place of a service that was deleted: an object with its id, as strict clients read into it (contract §4). */
export function goneService({ account, team, service, created_at }: Incident): Service {
  const settings = { auto_resolve_timeout: 0, acknowledgement_timeout: 0, collation: 0, collation_time: 0 } as const;
  const references = { escalation_policy: '', team_priority: null, task_template: null, sla: null } as const;
  const texts = { name: '(deleted)', summary: '', description: '', created_by: '' } as const;
  return { account, team, id: service, created_at, status: 0, ...settings, ...references, ...texts };
}

/**
 * Ids as they are kept, and objects of those that exist: an unknown reference of an alert is kept, never refused
 * (contract §1.12). Text that is no id at all refers to nothing: clients parse a UUID.
 */
function viewReferences(incident: Incident, around: IncidentSurroundings): JsonObject {
  const { escalationPolicy, sla, priority, tags } = around;
  return {
    escalation_policy: idOrNull(incident.escalation_policy),
    escalation_policy_object: escalationPolicy === null ? null : viewPolicyReference(escalationPolicy),
    tags: tags.map((tag) => viewIncidentTag(incident, tag)),
    sla: idOrNull(incident.sla),
    sla_object: sla === null ? null : viewSlaReference(sla),
    team_priority: idOrNull(incident.priority),
    team_priority_object: priority === null ? null : viewPriorityReference(priority),
  };
}

function idOrNull(reference: string | null): string | null {
  return reference !== null && isUuid(reference) ? reference : null;
}

function viewSlaReference({ id, name, is_active, acknowledge_time, resolve_time, created_at }: Sla): JsonObject {
  return { unique_id: id, name, is_active, acknowledge_time, resolve_time, creation_date: toWireDate(created_at) };
}

function viewPriorityReference({ id, name, description, color }: Priority): JsonObject {
  return { unique_id: id, name, description, color };
}

/** What alert rules decided when the incident was opened, as they said it; null when they decided nothing. Ours. */
function viewContext(incident: Incident): JsonObject {
  const window = contextWindow(incident.created_at);
  return { context_window_start: window.start, context_window_end: window.end };
}

/** How it belongs together with others, and whether it is snoozed; the newer clients read these on every incident. */
function viewRelations(incident: Incident): JsonObject {
  const parent = incident.merged?.parent ?? null;
  const snooze = activeSnooze(incident);
  return {
    parent_incident: parent?.number ?? null,
    is_parent_incident: (incident.merged?.children ?? []).length > 0,
    is_child_incident: parent !== null,
    snooze_time: snooze?.seconds ?? null,
    snoozed_till: toWireDateOrNull(snooze?.until ?? null),
  };
}
