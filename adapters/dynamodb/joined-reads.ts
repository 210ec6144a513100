import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Key } from '../../core/contracts/keys';
import { getItem, keyItem, type Item, type Table } from './table';

interface Wanted {
  readonly key: Key;
  readonly resolve: (item: Item | null) => void;
  readonly reject: (error: unknown) => void;
}

/** What one BatchGetItem takes (AWS quotas). */
const MOST_KEYS = 100;

/**
 * The table for those who read a few single items side by side: what is asked for in the same moment is fetched in one
 * call. It costs the same read units, and a third of the CPU and connections of three calls.
 */
export function joinReads(table: Table): Table {
  let wanted: Wanted[] = [];
  return {
    ...table,
    read: (key) =>
      new Promise((resolve, reject) => {
        if (wanted.length === 0) {
          queueMicrotask(() => {
            const all = wanted;
            wanted = [];
            for (let from = 0; from < all.length; from += MOST_KEYS)
              void fetch(table, all.slice(from, from + MOST_KEYS));
          });
        }
        wanted.push({ key, resolve, reject });
      }),
  };
}

/** Answers all who want something; never rejects itself. */
async function fetch(table: Table, wanted: readonly Wanted[]): Promise<void> {
  try {
    // Each key once: the call refuses repeats.
    const keys = new Map(wanted.map(({ key }) => [nameOf(key.pk, key.sk), key]));
    const found = keys.size > 1 ? await fetchTogether(table, [...keys.values()]) : null;
    await Promise.all(
      wanted.map(async ({ key, resolve }) => {
        const item = found?.get(nameOf(key.pk, key.sk));
        // Undefined: a table that is too busy for all of them leaves some out.
        resolve(item === undefined ? await getItem(table, key) : item);
      }),
    );
  } catch (error) {
    for (const { reject } of wanted) reject(error);
  }
}

/** What each key has, null = nothing; keys that were left out are missing. */
async function fetchTogether(table: Table, keys: readonly Key[]): Promise<ReadonlyMap<string, Item | null>> {
  const { Responses, UnprocessedKeys } = await table.client.send(
    new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: keys.map(keyItem), ConsistentRead: true } } }),
  );
  const all = new Map<string, Item | null>(keys.map(({ pk, sk }) => [nameOf(pk, sk), null]));
  for (const item of Responses?.[table.name] ?? []) all.set(nameOfItem(item), item);
  for (const key of UnprocessedKeys?.[table.name]?.Keys ?? []) all.delete(nameOfItem(key));
  return all;
}

function nameOfItem({ pk, sk }: Item): string {
  return nameOf(pk?.S ?? '', sk?.S ?? '');
}

function nameOf(pk: string, sk: string): string {
  return `${pk}\n${sk}`;
}
