import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { TraceId } from '../../core/contracts/alert';
import { KEYS } from '../../core/contracts/keys';
import type { StoredAlert } from '../../core/contracts/outcome';
import type { Alerts } from '../../core/usecases/ports';
import { documentAttributes, loadDocument, putParts, type PartKey } from './document-parts';
import { splitDocument } from './encoding/split-document';
import { decodeAlert, encodeAlertDocument, encodeAlertRow, expiry } from './items/alert-item';
import { getItem, keyItem, putItemIf, type Item, type Table } from './table';

/** BatchGetItem takes so many keys (AWS quota). */
const KEYS_PER_READ = 100;
/** How often a batch may come back with keys unread, and the first wait between, doubled each time: 1.5 s in all. */
const READ_TRIES = 6;
const FIRST_WAIT_MS = 50;

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
      const rows = await readRows(table, [...new Set(traceIds)]);
      const alerts = await Promise.all(rows.map((row) => decodeRow(table, row)));
      const byId = new Map(alerts.map((alert) => [alert.trace_id, alert]));
      return traceIds.flatMap((id) => byId.get(id) ?? []);
    },
  };
}

function partKey(traceId: TraceId): PartKey {
  return (digest, part) => KEYS.alertPart(traceId, digest, part);
}

async function decodeRow(table: Table, row: Item): Promise<StoredAlert> {
  const traceId = row['pk']?.S?.slice('TRACE#'.length) ?? '';
  return decodeAlert(row, await loadDocument(table, row, partKey(traceId)));
}

async function readRows(table: Table, traceIds: readonly TraceId[]): Promise<readonly Item[]> {
  const batches = Array.from({ length: Math.ceil(traceIds.length / KEYS_PER_READ) }, (_, i) =>
    traceIds.slice(i * KEYS_PER_READ, (i + 1) * KEYS_PER_READ),
  );
  const rows: Item[] = [];
  for (const batch of batches) {
    rows.push(
      ...(await readBatch(
        table,
        batch.map((id) => keyItem(KEYS.alert(id))),
      )),
    );
  }
  return rows;
}

/** Reads up to a hundred rows. The table may answer with a part only (16 MB, throttling): the rest is asked for again. */
async function readBatch(table: Table, keys: readonly Item[]): Promise<readonly Item[]> {
  const rows: Item[] = [];
  let open = [...keys];
  for (let tried = 0; open.length > 0; tried++) {
    if (tried === READ_TRIES) throw new Error('The table keeps leaving out alerts of a batch.');
    if (tried > 0) await delay(FIRST_WAIT_MS * 2 ** (tried - 1));
    const { Responses: found, UnprocessedKeys: left } = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: open, ConsistentRead: true } } }),
    );
    const read = found?.[table.name] ?? [];
    rows.push(...read);
    // A part because of its size is progress: only answers without any count as tries.
    if (read.length > 0) tried = -1;
    open = left?.[table.name]?.Keys ?? [];
  }
  return rows;
}
