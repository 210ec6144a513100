import type { TraceId } from '../../../core/contracts/alert';
import type { EntityHead } from '../../../core/contracts/incident';
import { KEYS } from '../../../core/contracts/keys';
import { hashEntityId } from '../../../core/domain/entity-hash';
import { required } from '../encoding/attributes';
import { decodeUuids, encodeUuids } from '../encoding/ids';
import { keyItem, type Item } from '../table';

/** A page of an incident's alerts: `al` has their trace ids, oldest first. */
const ALERTS = 'al';

/** Width that keeps a page's version in numeric order within the sort key. */
const VERSION_WIDTH = 10;

/** The item of a page of the alerts of the head's incident, at least one. */
export function encodeAlertPage(head: EntityHead, alerts: readonly TraceId[]): Item {
  const last = alerts.at(-1);
  if (head.incident === null || last === undefined) throw new Error('A page has alerts of an incident.');
  const page = `${String(head.version).padStart(VERSION_WIDTH, '0')}#${last}`;
  const key = KEYS.alertPage(head.integration, hashEntityId(head.entity_id), head.incident.ordinal, page);
  return { ...keyItem(key), [ALERTS]: encodeUuids(alerts) };
}

/** The trace ids of a page. */
export function decodeAlertPage(item: Item): readonly TraceId[] {
  return required(item, ALERTS, decodeUuids);
}
