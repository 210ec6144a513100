import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { TraceId } from '../../core/contracts/alert';
import { KEYS } from '../../core/contracts/keys';
import type { IntegrationAlerts, ListedPlace } from '../../core/usecases/ports';
import { required } from './encoding/attributes';
import { decodeUuids, encodeUuids } from './encoding/ids';
import { expiry } from './items/alert-item';
import { getItem, keyItem, putItemIf, type Item, type Table } from './table';

/** `al` has the trace ids of a batch, newest first. */
const ALERTS = 'al';

/** So many trace ids are 16 KB: a body of more alerts is listed in several items. */
const ALERTS_PER_ITEM = 1_000;

/** The alerts of integrations, a batch to an item, kept as long as the alerts themselves. */
export function createIntegrationAlerts(table: Table, retentionDays: number): IntegrationAlerts {
  return {
    async add(integration, alerts) {
      // Trace ids begin with their accept time, so that their order is the alerts' (see core/domain/trace-id).
      const newestFirst = [...new Set(alerts)].sort().reverse();
      for (let start = 0; start < newestFirst.length; start += ALERTS_PER_ITEM) {
        const some = newestFirst.slice(start, start + ALERTS_PER_ITEM);
        await addBatch(table, integration, { alerts: some, also: expiry(Date.now() * 1_000, retentionDays) });
      }
    },

    async list(integration, { limit, cursor }) {
      const places: ListedPlace[] = [];
      const alerts: TraceId[] = [];
      // One more than asked for: where the next page begins, if there is one.
      for await (const item of itemsFrom(table, integration, { limit: limit + 1, newest: cursor?.newest ?? null })) {
        const listed = required(item, ALERTS, decodeUuids);
        const newest = listed[0] ?? '';
        const skipped = newest === cursor?.newest ? cursor.index : 0;
        places.push(...listed.map((_, index) => ({ newest, index })).slice(skipped));
        alerts.push(...listed.slice(skipped));
        if (alerts.length > limit) break;
      }
      return { alerts: alerts.slice(0, limit), cursor: places[limit] ?? null };
    },
  };
}

/** More than the functions that can have the same alert in hand at once. */
const MAX_CONFLICTS = 12;

interface Batch {
  /** Newest first. */
  readonly alerts: readonly TraceId[];
  readonly also: Item;
}

/**
 * Lists a batch. One with the same newest alert may be there already: that alert was tried again in other company. Its
 * item keeps all of both, as those of the first company may have ended and not come back.
 */
async function addBatch(table: Table, integration: string, { alerts, also }: Batch): Promise<void> {
  const key = KEYS.listedAlerts(integration, alerts[0] ?? '');
  let known: readonly TraceId[] = [];
  for (let conflicts = 0; conflicts <= MAX_CONFLICTS; conflicts++) {
    const all = [...new Set([...known, ...alerts])].sort().reverse();
    if (all.length === known.length) return;
    // Only on what was read, so that neither of two who write at once loses the other's.
    const condition =
      known.length === 0
        ? { expression: 'attribute_not_exists(pk)' }
        : { expression: '#alerts = :known', names: { '#alerts': ALERTS }, values: { ':known': encodeUuids(known) } };
    if (await putItemIf(table, { ...keyItem(key), [ALERTS]: encodeUuids(all), ...also }, condition)) return;
    const found = await getItem(table, key);
    known = found === null ? [] : required(found, ALERTS, decodeUuids);
  }
  throw new Error('The list of the integration is being written by too many others.');
}

/** The batches from the newest on, or from the one whose newest alert this is. */
async function* itemsFrom(
  table: Table,
  integration: string,
  { limit, newest }: { readonly limit: number; readonly newest: TraceId | null },
): AsyncGenerator<Item> {
  const { pk, sk: first } = KEYS.listedAlerts(integration, '');
  // '~' comes after all that ids are made of.
  const { sk: last } = KEYS.listedAlerts(integration, newest ?? '~');
  let start: Item | undefined;
  do {
    const { Items: items, LastEvaluatedKey: next } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': { S: pk }, ':first': { S: first }, ':last': { S: last } },
        ConsistentRead: true,
        ScanIndexForward: false,
        // Each has one alert at least.
        Limit: limit,
        ExclusiveStartKey: start,
      }),
    );
    yield* items ?? [];
    start = next;
  } while (start !== undefined);
}
