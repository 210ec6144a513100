import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { Key } from '../../core/contracts/keys';
import { keyItem, type Item, type Table } from './table';

/** BatchGetItem takes so many keys (AWS quota). */
const KEYS_PER_READ = 100;
/** How often a batch may come back with keys unread, and the first wait between, doubled each time: 1.5 s in all. */
const READ_TRIES = 6;
const FIRST_WAIT_MS = 50;

/** The items with these keys that are there, as last written (strongly consistent), in no order. */
export async function batchGet(table: Table, keys: readonly Key[]): Promise<readonly Item[]> {
  // The same key twice is refused by DynamoDB.
  const distinct = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
  const items: Item[] = [];
  for (let start = 0; start < distinct.length; start += KEYS_PER_READ) {
    items.push(...(await readBatch(table, distinct.slice(start, start + KEYS_PER_READ).map(keyItem))));
  }
  return items;
}

/** Reads up to a hundred items. The table may answer with a part only (16 MB, throttling): the rest is asked for again. */
async function readBatch(table: Table, keys: readonly Item[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  let open = [...keys];
  for (let tried = 0; open.length > 0; tried++) {
    if (tried === READ_TRIES) throw new Error('The table keeps leaving out items of a batch.');
    if (tried > 0) await delay(FIRST_WAIT_MS * 2 ** (tried - 1));
    const { Responses: found, UnprocessedKeys: left } = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: open, ConsistentRead: true } } }),
    );
    const read = found?.[table.name] ?? [];
    items.push(...read);
    // A part because of its size is progress: only answers without any count as tries.
    if (read.length > 0) tried = -1;
    open = left?.[table.name]?.Keys ?? [];
  }
  return items;
}
