import { ConditionalCheckFailedException, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Attempt, Delivery, DeliveryMessage } from '../../core/contracts/delivery';
import type { Micros } from '../../core/contracts/incident';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import { firstDeliveryIdAt } from '../../core/domain/webhook/delivery-id';
import type { Deliveries, DeliveryPage, DeliveryProgress } from '../../core/usecases/ports';
import { documentAttributes, loadDocument, putParts, type PartKey } from './document-parts';
import { encodeNumber } from './encoding/attributes';
import { splitDocument } from './encoding/split-document';
import { expiry } from './items/alert-item';
import {
  attemptAttribute,
  ATTEMPTS_KEPT,
  decodeDelivery,
  encodeAttempt,
  encodeMessage,
  encodeProgress,
  INLINE_BODY_LIMIT,
  LATEST_ATTEMPT,
  STATUS_ATTRIBUTE,
} from './items/delivery-item';
import { getItem, keyItem, prefixQuery, type Item, type Table } from './table';
import { writeUpdate, type Change } from './update-expression';

/** Deliveries in the table. `retentionDays`: how long one is kept, counted from its transition. */
export function createDeliveries(table: Table, retentionDays: number): Deliveries {
  return {
    async find(integration, delivery) {
      const row = await getItem(table, KEYS.delivery(integration, delivery));
      return row === null ? null : decodeRow(table, row);
    },

    async record(message, attempt, then) {
      const also = expiry(message.transition_at, retentionDays);
      const row = { ...encodeMessage(message), ...also, ...(await keepBody(table, message, also)) };
      const recorded = await update(
        table,
        message,
        changeOf(row, attempt, { then, isAsked: message.redelivery !== undefined }),
      );
      if (!recorded && attempt !== null) await settle(table, message, attempt, then);
    },

    listBetween: (integration, range) => listBetween(table, integration, range),

    list: (integration, page) => list(table, integration, page),
  };
}

function partKey(integration: string, delivery: string): PartKey {
  return (digest, part) => KEYS.deliveryPart(integration, delivery, digest, part);
}

/** Keeps a large body beside the row, once; gives the attributes that say the body or where it is. */
async function keepBody(table: Table, message: DeliveryMessage, also: Item): Promise<Item> {
  const split = splitDocument(message.body, INLINE_BODY_LIMIT);
  const { integration, id } = message;
  // The pieces were written before the row was: with a row they are there.
  if (split.form === 'parts' && (await getItem(table, KEYS.delivery(integration, id))) === null) {
    await putParts(table, split, partKey(integration, id), also);
  }
  return documentAttributes(split);
}

interface Following {
  readonly then: DeliveryProgress;
  /** Somebody asked for it again, whatever became of it before. */
  readonly isAsked: boolean;
}

function changeOf(row: Item, attempt: Attempt | null, { then, isAsked }: Following): Change {
  const set = { ...row, ...encodeProgress(then) };
  const isHold = then.status === 'pending' && then.next_attempt_at === null;
  if (attempt === null) return isHold && !isAsked ? { set, condition: NOT_DELIVERED } : { set };
  return {
    set: {
      ...set,
      [LATEST_ATTEMPT]: encodeNumber(attempt.number),
      [attemptAttribute(attempt.number)]: encodeAttempt(attempt),
      [attemptAttribute(attempt.number - ATTEMPTS_KEPT)]: null,
    },
    // An attempt that is there already stays as it is: its worker recorded it and then lost the answer, or a duplicate of
    // the message was worked on at the same time.
    condition: {
      expression: 'attribute_not_exists(#latest) OR #latest < :number',
      names: { '#latest': LATEST_ATTEMPT },
      values: { ':number': encodeNumber(attempt.number) },
    },
  };
}

/** One worker holds a delivery back while another one, with the same message, delivers it: delivered is delivered. */
const NOT_DELIVERED = {
  expression: 'attribute_not_exists(#status) OR #status <> :delivered',
  names: { '#status': STATUS_ATTRIBUTE },
  values: { ':delivered': { S: 'delivered' } },
};

/**
 * What follows from an attempt whose number was there before: two workers made it at the same time. The one that was
 * delivered counts, whoever wrote first.
 */
async function settle(table: Table, message: DeliveryMessage, attempt: Attempt, then: DeliveryProgress): Promise<void> {
  await update(table, message, {
    set: encodeProgress(then),
    // Delivered is delivered, and a later attempt knows better than this one.
    condition: {
      expression: '#status <> :delivered AND #latest = :number',
      names: { '#status': STATUS_ATTRIBUTE, '#latest': LATEST_ATTEMPT },
      values: { ':delivered': { S: 'delivered' }, ':number': encodeNumber(attempt.number) },
    },
  });
}

/** Changes the delivery's row; false when the condition does not hold. */
async function update(table: Table, { integration, id }: DeliveryMessage, change: Change): Promise<boolean> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyItem(KEYS.delivery(integration, id)),
        ...writeUpdate(change),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function decodeRow(table: Table, row: Item): Promise<Delivery> {
  const integration = row['pk']?.S?.slice('ENDPOINT#'.length) ?? '';
  const delivery = row['sk']?.S?.slice(SORT_PREFIX.delivery.length) ?? '';
  const body = await loadDocument(table, row, partKey(integration, delivery));
  if (typeof body !== 'string') throw new Error(`Delivery ${delivery} has no text as its body.`);
  return decodeDelivery(row, body);
}

async function list(
  table: Table,
  integration: string,
  page: { readonly limit: number; readonly cursor?: string },
): Promise<DeliveryPage> {
  const { pk } = KEYS.delivery(integration, '');
  let start = page.cursor === undefined ? undefined : keyItem(KEYS.delivery(integration, page.cursor));
  const rows: Item[] = [];
  // One more than asked for, so that the last page says that it is the last.
  do {
    const found = await table.client.send(
      new QueryCommand({
        ...prefixQuery(table, pk, SORT_PREFIX.delivery),
        ScanIndexForward: false,
        Limit: page.limit + 1 - rows.length,
        ExclusiveStartKey: start,
      }),
    );
    rows.push(...(found.Items ?? []));
    start = found.LastEvaluatedKey;
  } while (start !== undefined && rows.length <= page.limit);
  const deliveries = await Promise.all(rows.slice(0, page.limit).map((row) => decodeRow(table, row)));
  return { deliveries, cursor: rows.length > page.limit ? (deliveries.at(-1)?.id ?? null) : null };
}

interface Range {
  readonly since: Micros;
  readonly until: Micros;
  readonly limit: number;
}

async function listBetween(table: Table, integration: string, range: Range): Promise<readonly Delivery[]> {
  const from = KEYS.delivery(integration, firstDeliveryIdAt(range.since));
  const to = KEYS.delivery(integration, firstDeliveryIdAt(range.until));
  // An empty range is an error to DynamoDB.
  if (range.since >= range.until) return [];
  const rows: Item[] = [];
  let start: Item | undefined;
  do {
    const found = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        // The upper end is the least id of its moment, which no delivery has: the hash below the time is never all zero.
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': { S: from.pk }, ':from': { S: from.sk }, ':to': { S: to.sk } },
        ConsistentRead: true,
        Limit: range.limit - rows.length,
        ExclusiveStartKey: start,
      }),
    );
    rows.push(...(found.Items ?? []));
    start = found.LastEvaluatedKey;
  } while (start !== undefined && rows.length < range.limit);
  return Promise.all(rows.map((row) => decodeRow(table, row)));
}
