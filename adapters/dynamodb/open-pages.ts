import { ConditionalCheckFailedException, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import type { ResolvedIncidents } from '../../core/usecases/ports';
import { CLOSED, decodeNumberPage, isClosed, placeOf } from './items/number-page';
import { deleteItem, keyItem, putItem, type Item, type Table } from './table';

/**
 * Which pages of an account's numbers may have open incidents: each has a mark of its own, made before the page's first
 * number and deleted when the page is full and all on it are resolved.
 */
export async function markOpen(table: Table, account: string, page: number): Promise<void> {
  await putItem(table, keyItem(KEYS.openPage(account, page)));
}

/** Takes the mark off a page on which nothing will be open again. */
export function unmarkOpen(table: Table, account: string, page: number): Promise<void> {
  return deleteItem(table, KEYS.openPage(account, page));
}

/** So many marks are less than the 4 KB that one read unit covers. */
const MARKS_PER_READ = 64;

/** The marked pages, from `from` on upwards or downwards, in that order: a read for every so many. */
export async function* openPages(
  table: Table,
  account: string,
  { from, up }: { readonly from: number; readonly up: boolean },
): AsyncGenerator<readonly number[]> {
  const { pk, sk } = KEYS.openPage(account, from);
  // Marks are all that is in this partition.
  const range = `sk ${up ? '>=' : '<='} :from`;
  let start: Item | undefined;
  do {
    const { Items: items, LastEvaluatedKey: last } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: `pk = :pk AND ${range}`,
        ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: sk } },
        ConsistentRead: true,
        ScanIndexForward: up,
        Limit: MARKS_PER_READ,
        ExclusiveStartKey: start,
      }),
    );
    yield (items ?? []).map((item) => Number(item['sk']?.S?.slice(SORT_PREFIX.numberPage.length)));
    start = last;
  } while (start !== undefined);
}

/** Notes resolved incidents on their pages of numbers: one write for each page touched, and one more when it is done with. */
export function createResolvedIncidents(table: Table): ResolvedIncidents {
  return {
    async note(account, numbers) {
      const byPage = Map.groupBy(numbers.map(placeOf), ({ page }) => page);
      await Promise.all(
        [...byPage].map(([page, places]) =>
          closeOnPage(
            table,
            { account, page },
            places.map(({ index }) => index),
          ),
        ),
      );
    },
  };
}

async function closeOnPage(
  table: Table,
  { account, page }: { readonly account: string; readonly page: number },
  indexes: readonly number[],
): Promise<void> {
  const after = await addClosed(table, KEYS.numberPage(account, page), indexes);
  if (after !== null && isClosed(decodeNumberPage(after))) await unmarkOpen(table, account, page);
}

/** The page's item after the write; null when there is no such page. */
async function addClosed(
  table: Table,
  key: ReturnType<typeof KEYS.numberPage>,
  indexes: readonly number[],
): Promise<Item | null> {
  try {
    const { Attributes: after } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyItem(key),
        // A set: adding again what is in it changes nothing.
        UpdateExpression: 'ADD #closed :indexes',
        // Else this would make a page, in the middle of nowhere, without references.
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#closed': CLOSED },
        ExpressionAttributeValues: { ':indexes': { NS: [...new Set(indexes)].map(String) } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return after ?? null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
