import { type Incident, type Micros, STATUS, type Transition } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { Service, User } from '../../contracts/resources';
import { incidentKeyOf } from '../incident-id';
import { viewUser } from '../views/user-view';
import { toWireDate, toWireDateOrNull } from '../views/wire-date';
import { priorityNumber } from './priority-number';
import { toPythonJson } from './python-json';

/** What a webhook tells of. */
export interface WebhookSubject {
  /** The incident as it is after the write; what the body shows of it is as of the transition. */
  readonly incident: Incident;
  readonly transition: Transition;
  readonly service: Service;
  /** Whom the incident is assigned to; null = nobody. */
  readonly assignee: User | null;
  /** Name of its priority, in which the rank is; missing when it has none, or the priority is gone. */
  readonly priorityName?: string | null;
}

/** Thirty minutes, as in the public sample (contract §3). */
const CONTEXT_WINDOW: Micros = 30 * 60 * 1_000_000;

/**
 * Longest title and summary in a webhook, in UTF-16 units: escaped twice (in the body and in the queue's message) and with
 * all attempts beside it the delivery still fits a queue's message (1 MiB) and a table's item (400 KB). The incident
 * itself keeps the whole text.
 */
export const WEBHOOK_TEXT_LIMITS = { title: 2_048, summary: 16_384 } as const;
const CUT_MARK = '… (cut)';

/**
 * The exact text of the webhook for one transition (seed 003, contract §3): made once, and the same to the byte over
 * attempts. Pure: the same subject gives the same text.
 */
export function makeWebhookBody(subject: WebhookSubject): string {
  return toPythonJson({ payload: { event_type: subject.transition.type, incident: viewIncident(subject) } });
}

function viewIncident({ incident, transition, service, assignee, priorityName = null }: WebhookSubject): JsonObject {
  return {
    summary: cut(incident.summary, WEBHOOK_TEXT_LIMITS.summary),
    incident_number: incident.number,
    creation_date: toWireDate(incident.created_at),
    status: STATUS[transition.type],
    unique_id: incident.unique_id,
    title: cut(incident.title, WEBHOOK_TEXT_LIMITS.title),
    incident_key: incidentKeyOf(incident.unique_id),
    service: viewServiceOfWebhook(service),
    priority: priorityNumber(priorityName),
    urgency: incident.urgency,
    merged_with: null,
    assigned_to: assignee === null ? null : viewUser(assignee),
    ...datesAsOf(incident, transition),
    context_window_start: toWireMillis(incident.created_at - CONTEXT_WINDOW),
    context_window_end: toWireMillis(incident.created_at),
  };
}

/**
 * One write can hold several transitions, so the incident may already be further than the one told of. Triggered (again)
 * means that nobody has acknowledged it; resolved is the last transition an incident can have, so by then its
 * acknowledgement is final.
 */
function datesAsOf(incident: Incident, { type, at }: Transition): JsonObject {
  switch (type) {
    case 'triggered':
      return { resolved_date: null, acknowledged_date: null };
    case 'acknowledged':
      return { resolved_date: null, acknowledged_date: toWireDate(at) };
    case 'resolved':
      return { resolved_date: toWireDate(at), acknowledged_date: toWireDateOrNull(incident.acknowledged_at) };
  }
}

/** Not the service of the API: here its references are 32 hex digits without dashes, its own id has them (contract §0.5). */
export function viewServiceOfWebhook(service: Service): JsonObject {
  return {
    name: service.name,
    creation_date: toWireDate(service.created_at),
    summary: service.summary,
    description: service.description,
    unique_id: service.id,
    auto_resolve_timeout: service.auto_resolve_timeout,
    created_by: service.created_by,
    team_priority: toHexReference(service.team_priority),
    task_template: toHexReference(service.task_template),
    acknowledgement_timeout: service.acknowledgement_timeout,
    status: service.status,
    escalation_policy: toHexReference(service.escalation_policy),
    team: toHexReference(service.team),
    sla: toHexReference(service.sla),
    collation_time: service.collation_time,
    collation: service.collation,
  };
}

function toHexReference(id: string | null): string | null {
  return id === null ? null : id.replaceAll('-', '');
}

/** The sample's context dates end at whole milliseconds, cut rather than rounded: .372614 became .372000. */
function toWireMillis(time: Micros): string {
  return toWireDate(Math.floor(time / 1_000) * 1_000);
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // toWellFormed: the cut may go through a surrogate pair.
  return text.slice(0, limit - CUT_MARK.length).toWellFormed() + CUT_MARK;
}
