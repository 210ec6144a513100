import type { EntityHead, EntityMemory, Incident } from '../../../core/contracts/incident';
import { KEYS, TRANSITIONED_ATTRIBUTE, type Key } from '../../../core/contracts/keys';
import { hashEntityId } from '../../../core/domain/entity-hash';
import { decodeNumber, encodeNumber, optional, orNull, present, required } from '../encoding/attributes';
import { decodeUuids, encodeUuids } from '../encoding/ids';
import { decodeText, encodeText } from '../encoding/text';
import { decodeTimes, encodeTimes } from '../encoding/times';
import { keyItem, type Item } from '../table';
import { decodeIncident, encodeIncident, type IncidentOwner } from './incident-attributes';

/**
 * The entity's head, and the archived incident that looks the same but for the memory. Written with every alert,
 * so it has to stay within 1 KB (one write unit) for usual alerts. Beside the incident's own attributes (see
 * `incident-attributes`); absent = empty or zero:
 *
 * | name | field |
 * |---|---|
 * | a | account |
 * | e | entity_id |
 * | v | version; of an archived incident: that of the head it was read from |
 * | mr, ma, mu | memory: resolved_at, acknowledged_at, unacknowledged_at |
 * | mt | memory: triggers |
 * | al | recent_alerts |
 * | ap | alert_pages |
 * | transitioned | this write changed an incident's status: the stream's filter reads it |
 */
export const HEAD_VERSION = 'v';

/** Key of the entity's head. */
export function headKey(integration: string, entityId: string): Key {
  return KEYS.head(integration, hashEntityId(entityId));
}

/** The item of a head. `transitioned` marks the write for dispatch. */
export function encodeHead(head: EntityHead, transitioned: boolean): Item {
  if (head.incident !== null) assertOwns(head, head.incident);
  return {
    ...keyItem(headKey(head.integration, head.entity_id)),
    ...encodeOwner(head),
    ...encodeMemory(head.memory),
    ...(head.incident === null ? {} : encodeIncident(head.incident)),
    ...encodeAlerts(head),
    [HEAD_VERSION]: encodeNumber(head.version),
    ...(transitioned ? { [TRANSITIONED_ATTRIBUTE]: { BOOL: true } } : {}),
  };
}

/** The head of an item made by {@link encodeHead}. */
export function decodeHead(item: Item): EntityHead {
  const owner = decodeOwner(item);
  return {
    account: owner.account,
    integration: owner.integration,
    entity_id: owner.entity_id,
    version: required(item, HEAD_VERSION, decodeNumber),
    memory: {
      resolved_at: optional(item, 'mr', decodeNumber, 0),
      acknowledged_at: optional(item, 'ma', decodeNumber, 0),
      unacknowledged_at: optional(item, 'mu', decodeNumber, 0),
      triggers: optional(item, 'mt', decodeTimes, []),
    },
    incident: decodeIncident(item, owner),
    recent_alerts: optional(item, 'al', decodeUuids, []),
    alert_pages: optional(item, 'ap', decodeNumber, 0),
  };
}

/** An incident that was followed by another, with what its head knew of its alerts. */
export interface ArchivedIncident {
  readonly incident: Incident;
  readonly recent_alerts: readonly string[];
}

/** The item that keeps a resolved incident before its head goes on to the next. */
export function encodeArchived(head: EntityHead, incident: Incident): Item {
  assertOwns(head, incident);
  return {
    ...keyItem(KEYS.archivedIncident(head.integration, hashEntityId(head.entity_id), incident.ordinal)),
    ...encodeOwner(head),
    ...encodeIncident(incident),
    ...encodeAlerts(head),
    [HEAD_VERSION]: encodeNumber(head.version),
  };
}

/** The archived incident of an item made by {@link encodeArchived}. */
export function decodeArchived(item: Item): ArchivedIncident {
  const incident = decodeIncident(item, decodeOwner(item));
  if (incident === null) throw new Error(`The item ${item['pk']?.S} ${item['sk']?.S} has no incident.`);
  return { incident, recent_alerts: optional(item, 'al', decodeUuids, []) };
}

/** The incident shares account, integration and entity id with its head; they are stored once. */
function assertOwns(head: EntityHead, incident: Incident): void {
  const { account, integration, entity_id } = incident;
  if (account !== head.account || integration !== head.integration || entity_id !== head.entity_id) {
    throw new Error(`Incident ${incident.unique_id} belongs to another entity than its head.`);
  }
}

function encodeOwner(head: EntityHead): Item {
  return { a: { S: head.account }, e: encodeText(head.entity_id) };
}

function decodeOwner(item: Item): IncidentOwner {
  const integration = item['pk']?.S?.split('#')[1];
  if (integration === undefined) throw new Error('The item has no key of an entity.');
  return { account: required(item, 'a', decodeText), integration, entity_id: required(item, 'e', decodeText) };
}

function encodeMemory(memory: EntityMemory): Item {
  return present({
    mr: orNull(memory.resolved_at || null, encodeNumber),
    ma: orNull(memory.acknowledged_at || null, encodeNumber),
    mu: orNull(memory.unacknowledged_at || null, encodeNumber),
    mt: orNull(memory.triggers.length === 0 ? null : memory.triggers, encodeTimes),
  });
}

function encodeAlerts(head: EntityHead): Item {
  return present({
    al: orNull(head.recent_alerts.length === 0 ? null : head.recent_alerts, encodeUuids),
    ap: orNull(head.alert_pages || null, encodeNumber),
  });
}
