import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import type { Item, Table } from '../../adapters/dynamodb/table';

/** A table whose writes wait until there are many. */
export interface BufferedTable {
  /** For repositories, which write into it as into any other. */
  readonly table: Table;
  /** Writes what waits. */
  readonly flush: () => Promise<void>;
}

/** BatchWriteItem takes so many items (AWS quota). */
const ITEMS_PER_CALL = 25;
/** So many calls at once keep the engine of one machine busy; more only wait inside of it. */
const CALLS_AT_ONCE = 4;

/**
 * A table that takes single writes and transactions of new items, and writes them many at a time. Their conditions are
 * dropped: whoever fills an empty table with ids of its own meets nobody. All other calls go to the table at once; what
 * waits is not read, so that only those may use it who don't read what they have just written.
 */
export function bufferWrites(table: Table): BufferedTable {
  const waiting = new Map<string, Item>();
  const nameOf = (item: Item): string => `${item['pk']?.S ?? ''}\n${item['sk']?.S ?? ''}`;
  const put = (item: Item | undefined): void => {
    // The later of two with the same key: a batch takes each key once.
    if (item !== undefined) waiting.set(nameOf(item), item);
  };
  const send = (command: object): Promise<unknown> => {
    if (command instanceof PutItemCommand) put(command.input.Item);
    else if (command instanceof TransactWriteItemsCommand) {
      for (const { Put } of command.input.TransactItems ?? []) put(Put?.Item);
    } else {
      if (command instanceof DeleteItemCommand) waiting.delete(nameOf(command.input.Key ?? {}));
      return table.client.send(command as PutItemCommand);
    }
    return Promise.resolve({});
  };
  return {
    // Repositories use nothing of the client but this.
    table: { name: table.name, client: { send } as unknown as Table['client'] },
    async flush() {
      const items = [...waiting.values()];
      waiting.clear();
      await writeAll(table, items);
    },
  };
}

async function writeAll(table: Table, items: readonly Item[]): Promise<void> {
  let at = 0;
  const worker = async (): Promise<void> => {
    while (at < items.length) {
      const some = items.slice(at, at + ITEMS_PER_CALL);
      at += ITEMS_PER_CALL;
      await writeBatch(
        table,
        some.map((item) => ({ PutRequest: { Item: item } })),
      );
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, worker));
}

/** A busy table leaves some out, which are sent again after a moment. */
async function writeBatch(table: Table, requests: readonly WriteRequest[]): Promise<void> {
  let open = [...requests];
  while (open.length > 0) {
    const { UnprocessedItems: left } = await table.client.send(
      new BatchWriteItemCommand({ RequestItems: { [table.name]: open } }),
    );
    open = left?.[table.name] ?? [];
    if (open.length > 0) await pause(50);
  }
}
