import type { EntityHead, EntityMemory, Incident } from '../../../core/contracts/incident';
import { KEYS, TRANSITIONED_ATTRIBUTE, type Key } from '../../../core/contracts/keys';
import { hashEntityId } from '../../../core/domain/entity-hash';
import type { ArchivedIncident } from '../../../core/usecases/ports';
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
 * | v | version; of an archived incident: see `ArchivedIncident` |
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

/** The item that keeps a resolved incident before its head goes on to the next. */
export function encodeArchived(archived: ArchivedIncident): Item {
  const { incident } = archived;
  return {
    ...keyItem(KEYS.archivedIncident(incident.integration, hashEntityId(incident.entity_id), incident.ordinal)),
    ...encodeOwner(incident),
    ...encodeIncident(incident),
    ...encodeAlerts(archived),
    [HEAD_VERSION]: encodeNumber(archived.version),
  };
}

/** The archived incident of an item made by {@link encodeArchived}. */
export function decodeArchived(item: Item): ArchivedIncident {
  const incident = decodeIncident(item, decodeOwner(item));
  if (incident === null) throw new Error(`The item ${item['pk']?.S} ${item['sk']?.S} has no incident.`);
  return {
    version: required(item, HEAD_VERSION, decodeNumber),
    incident,
    recent_alerts: optional(item, 'al', decodeUuids, []),
    alert_pages: optional(item, 'ap', decodeNumber, 0),
  };
}

/** The incident shares account, integration and entity id with its head; they are stored once. */
function assertOwns(head: EntityHead, incident: Incident): void {
  const { account, integration, entity_id } = incident;
  if (account !== head.account || integration !== head.integration || entity_id !== head.entity_id) {
    throw new Error(`Incident ${incident.unique_id} belongs to another entity than its head.`);
  }
}

function encodeOwner({ account, entity_id }: IncidentOwner): Item {
  return { a: { S: account }, e: encodeText(entity_id) };
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

function encodeAlerts({ recent_alerts, alert_pages }: Pick<EntityHead, 'recent_alerts' | 'alert_pages'>): Item {
  return present({
    al: orNull(recent_alerts.length === 0 ? null : recent_alerts, encodeUuids),
    ap: orNull(alert_pages || null, encodeNumber),
  });
}
