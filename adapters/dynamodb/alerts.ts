import type { TraceId } from '../../core/contracts/alert';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import type { EndedPart, StoredAlert } from '../../core/contracts/outcome';
import type { Alerts } from '../../core/usecases/ports';
import { batchGet } from './batch-get';
import { documentAttributes, loadDocument, putParts, type PartKey } from './document-parts';
import { splitDocument } from './encoding/split-document';
import { decodeAlert, encodeAlertDocument, encodeAlertRow, expiry } from './items/alert-item';
import { getItem, keyItem, putItem, putItemIf, queryAll, type Item, type Table } from './table';

/**
 * Alerts in the table, each with its outcome. `retentionDays`: how long a row is kept before DynamoDB may delete it,
 * counted from the accept time; a row that is not deleted yet is still found.
 */
export function createAlerts(table: Table, retentionDays: number): Alerts {
  return {
    async store(alert) {
      const split = splitDocument(encodeAlertDocument(alert));
      await putParts(table, split, partKey(alert.trace_id), expiry(alert.accepted_at, retentionDays));
      const row = { ...encodeAlertRow(alert, retentionDays), ...documentAttributes(split) };
      // The first outcome of a trace id stays, whatever is redelivered: exactly one per alert (I2).
      const stored = await putItemIf(table, row, { expression: 'attribute_not_exists(pk)' });
      return stored ? 'stored' : 'exists';
    },

    async find(traceId) {
      const row = await getItem(table, KEYS.alert(traceId));
      return row === null ? null : decodeRow(table, row);
    },

    async findMany(traceIds) {
      const rows = await batchGet(table, traceIds.map(KEYS.alert));
      const alerts = await Promise.all(rows.map((row) => decodeRow(table, row)));
      const byId = new Map(alerts.map((alert) => [alert.trace_id, alert]));
      return traceIds.flatMap((id) => byId.get(id) ?? []);
    },

    notePart: (request, { from, to, all_failed }, at) =>
      putItem(table, {
        ...keyItem(KEYS.endedPart(request, from, to)),
        ...(all_failed ? { [ALL_FAILED]: { BOOL: true } } : {}),
        ...expiry(at, retentionDays),
      }),

    async endedParts(request) {
      const items = await queryAll(table, KEYS.endedPart(request, 0, 0).pk, SORT_PREFIX.endedPart);
      return items.map(decodeEndedPart);
    },
  };
}

/** `f`: whether all of the part's alerts failed; the elements are in the key. */
const ALL_FAILED = 'f';

function decodeEndedPart(item: Item): EndedPart {
  const [from = '', to = ''] = (item['sk']?.S ?? '').slice(SORT_PREFIX.endedPart.length).split('#');
  return { from: Number(from), to: Number(to), all_failed: item[ALL_FAILED] !== undefined };
}

function partKey(traceId: TraceId): PartKey {
  return (digest, part) => KEYS.alertPart(traceId, digest, part);
}

async function decodeRow(table: Table, row: Item): Promise<StoredAlert> {
  const traceId = row['pk']?.S?.slice('TRACE#'.length) ?? '';
  return decodeAlert(row, await loadDocument(table, row, partKey(traceId)));
}
