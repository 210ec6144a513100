import { STATUS, type Incident, type IncidentStatus, type Merged, type Snooze } from '../../../core/contracts/incident';
import type { IncidentSettings } from '../../../core/contracts/incident-settings';
import type { Json } from '../../../core/contracts/json';
import { decodeNumber, encodeNumber, optional, orNull, present, required } from '../encoding/attributes';
import { decodeDocument, encodeDocument } from '../encoding/document';
import { decodeId, decodeUuids, encodeId, encodeUuids } from '../encoding/ids';
import { decodeText, encodeText } from '../encoding/text';
import { decodeTransitions, encodeTransitions } from '../encoding/times';
import type { Item } from '../table';

/**
 * The attributes of an incident, the same in the entity's head and in an archived incident. Names are short because the
 * head is written with every alert and is billed by the KB, names included. Absent = null, or empty where marked *.
 *
 * | name | field | name | field |
 * |---|---|---|---|
 * | io | ordinal | ep | escalation_policy |
 * | n | number | pr | priority |
 * | u | unique_id | sl | sla |
 * | tm | team | tg | tags * |
 * | sv | service | as | assigned_to |
 * | ti | title | ob | opened_by |
 * | su | summary * | ca | created_at |
 * | st | status | aa | acknowledged_at |
 * | ur | urgency | ra | resolved_at |
 * | sq | sequence | tr | transitions * |
 * | se | settings | me | muted_endpoints * |
 * | mg | merged (or missing) | sz | snooze (or missing) |
 */
export function encodeIncident(incident: Incident): Item {
  return present({
    io: encodeNumber(incident.ordinal),
    n: encodeNumber(incident.number),
    u: encodeText(incident.unique_id),
    tm: encodeId(incident.team),
    sv: encodeId(incident.service),
    ti: encodeText(incident.title),
    su: orNull(incident.summary === '' ? null : incident.summary, encodeText),
    st: encodeNumber(incident.status),
    ur: encodeNumber(incident.urgency),
    ep: orNull(incident.escalation_policy, encodeId),
    pr: orNull(incident.priority, encodeText),
    sl: orNull(incident.sla, encodeId),
    tg: orNull(incident.tags.length === 0 ? null : incident.tags, encodeDocument),
    as: orNull(incident.assigned_to, encodeText),
    se: orNull(incident.settings, (settings) => encodeDocument(settings as unknown as Json)),
    me: orNull(incident.muted_endpoints.length === 0 ? null : incident.muted_endpoints, encodeUuids),
    mg: orNull(incident.merged ?? null, (merged) => encodeDocument(merged as unknown as Json)),
    sz: orNull(incident.snooze ?? null, (snooze) => encodeDocument(snooze as unknown as Json)),
    ob: encodeId(incident.opened_by),
    ca: encodeNumber(incident.created_at),
    aa: orNull(incident.acknowledged_at, encodeNumber),
    ra: orNull(incident.resolved_at, encodeNumber),
    sq: encodeNumber(incident.sequence),
    tr: orNull(incident.transitions.length === 0 ? null : incident.transitions, encodeTransitions),
  });
}

/** What the item says of an incident elsewhere: in its key and beside it. */
export type IncidentOwner = Pick<Incident, 'account' | 'integration' | 'entity_id'>;

/** The incident of an item with the attributes of {@link encodeIncident}; null when it has none. */
export function decodeIncident(item: Item, owner: IncidentOwner): Incident | null {
  if (item['io'] === undefined) return null;
  return {
    account: owner.account,
    team: required(item, 'tm', decodeId),
    service: required(item, 'sv', decodeId),
    integration: owner.integration,
    entity_id: owner.entity_id,
    ordinal: decodeNumber(item['io']),
    number: required(item, 'n', decodeNumber),
    unique_id: required(item, 'u', decodeText),
    title: required(item, 'ti', decodeText),
    summary: optional(item, 'su', decodeText, ''),
    status: toStatus(required(item, 'st', decodeNumber)),
    urgency: required(item, 'ur', decodeNumber) === 0 ? 0 : 1,
    escalation_policy: optional(item, 'ep', decodeId, null),
    priority: optional(item, 'pr', decodeText, null),
    sla: optional(item, 'sl', decodeId, null),
    tags: optional(item, 'tg', decodeDocument, []) as readonly string[],
    assigned_to: optional(item, 'as', decodeText, null),
    settings: optional(item, 'se', decodeDocument, null) as IncidentSettings | null,
    muted_endpoints: optional(item, 'me', decodeUuids, []),
    ...(item['mg'] && { merged: decodeDocument(item['mg']) as unknown as Merged }),
    ...(item['sz'] && { snooze: decodeDocument(item['sz']) as unknown as Snooze }),
    opened_by: required(item, 'ob', decodeId),
    created_at: required(item, 'ca', decodeNumber),
    acknowledged_at: optional(item, 'aa', decodeNumber, null),
    resolved_at: optional(item, 'ra', decodeNumber, null),
    sequence: required(item, 'sq', decodeNumber),
    transitions: optional(item, 'tr', decodeTransitions, []),
  };
}

function toStatus(value: number): IncidentStatus {
  const status = Object.values(STATUS).find((known) => known === value);
  if (status === undefined) throw new Error(`No incident has the status ${value}.`);
  return status;
}
