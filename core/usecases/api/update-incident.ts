import { STATUS, type Incident, type IncidentStatus, type Micros } from '../../contracts/incident';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import type { IncidentEdits, StatusChange } from '../../domain/binding/change';
import { activeSnooze } from '../../domain/snooze';
import type { DecideChange } from '../change-incident';
import { findFirstResponder } from '../find-first-responder';
import { changeAsCaller } from './change-as-caller';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { findReferences, type FoundReferences } from './incident-references';
import { conflict, invalid, NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { showIncident } from './show-incident';

type ChangeBody = BodyOf<'incidentChange'>;

/**
 * Changes what the body names, PUT as PATCH (contract §1.9). A change of status makes the transition and the webhooks that
 * an alert's would have made; done again, the same change does nothing.
 */
export async function updateIncident(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'entities' | 'incidents' | 'resources'>,
  { caller, params, body }: ApiRequest<IncidentPath, ChangeBody>,
): Promise<Reply> {
  // Before anything is read: what is accepted from here on is newer than this change.
  const at = deps.clock();
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const references = await findReferences(deps, found.incident, body);
  if (!references.ok) return invalid(...references.errors);
  const { policy } = references.found;
  const responder = policy ? await findFirstResponder(deps.directory, policy, at) : null;
  const edits = editsOf(body, references.found, responder);
  return changeAndShow(deps, found.incident, (incident) => {
    // A client that sends 0 means nothing by it.
    const status = statusChange(incident, body.status || null, at);
    const all = isHandedOn(incident, edits) && activeSnooze(incident) !== null ? { ...edits, snooze: null } : edits;
    return status === null ? { edits: all } : { edits: all, status };
  });
}

/** Changes an incident and answers with it as it is then; 409 when it is resolved for good. */
export async function changeAndShow(
  deps: Pick<ApiDeps, 'directory' | 'entities' | 'resources'>,
  incident: Incident,
  decide: DecideChange,
): Promise<Reply> {
  const result = await changeAsCaller(deps, incident, decide);
  if (result.status === 'not_found') return NOT_FOUND;
  if (result.status === 'refused') return conflict(result.reason);
  return ok(await showIncident(deps, result.incident));
}

/** The change that leads to the status asked for; null when it is that already, or none is asked for. */
function statusChange({ status }: Incident, wanted: IncidentStatus | null, at: Micros): StatusChange | null {
  if (wanted === status) return null;
  switch (wanted) {
    case STATUS.triggered:
      return { kind: 'unacknowledge', at };
    case STATUS.acknowledged:
      return { kind: 'acknowledge', at };
    case STATUS.resolved:
      return { kind: 'resolve', at };
    case null:
      return null;
  }
}

/** Whoever gets it now asked for no rest: handing on ends a snooze (contract §2.7). */
function isHandedOn(incident: Incident, edits: IncidentEdits): boolean {
  const { assigned_to = incident.assigned_to, escalation_policy = incident.escalation_policy } = edits;
  return assigned_to !== incident.assigned_to || escalation_policy !== incident.escalation_policy;
}

/** What the body names. Another escalation policy hands the incident on to its first responder. */
function editsOf(
  body: ChangeBody,
  { policy, assigned_to, sla, priority }: FoundReferences,
  responder: string | null,
): IncidentEdits {
  return {
    ...(body.title !== undefined && { title: body.title }),
    ...(body.summary !== undefined && { summary: body.summary ?? '' }),
    ...(body.urgency !== undefined && body.urgency !== null && { urgency: body.urgency }),
    ...(policy !== undefined && { escalation_policy: policy?.id ?? null }),
    ...(policy && { assigned_to: responder }),
    ...(assigned_to !== undefined && { assigned_to }),
    ...(sla !== undefined && { sla }),
    ...(priority !== undefined && { priority }),
  };
}
