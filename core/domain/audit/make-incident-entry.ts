import type { AuditEntry } from '../../contracts/audit-entry';
import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import { toWireDateOrNull } from '../views/wire-date';
import type { AuditStamp, Written } from './make-audit-entry';

/** The entry of the audit log for what a person or a program did to an incident: what it is like before and after. */
export function makeIncidentEntry(stamp: AuditStamp, { before, after }: Written<Incident>): AuditEntry {
  const incident = after ?? before;
  if (incident === null) throw new Error('Nothing was written that the audit log could tell of.');
  return {
    ...stamp,
    action: before === null ? 'created' : 'changed',
    kind: 'incident',
    resource: incident.unique_id,
    team: incident.team,
    before: before === null ? null : picture(before),
    after: after === null ? null : picture(after),
  };
}

/** What people can change, in the words of the wire (contract §1.9); the rest does not change or follows from it. */
function picture(incident: Incident): JsonObject {
  return {
    incident_number: incident.number,
    title: incident.title,
    summary: incident.summary,
    status: incident.status,
    urgency: incident.urgency,
    assigned_to: incident.assigned_to,
    escalation_policy: incident.escalation_policy,
    team_priority: incident.priority,
    sla: incident.sla,
    tags: incident.tags,
    snoozed_till: toWireDateOrNull(incident.snooze?.until ?? null),
    merged_with: incident.merged?.parent?.unique_id ?? null,
  };
}
