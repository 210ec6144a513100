import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { KEYS } from '../../core/contracts/keys';
import type { IncidentStretch } from '../../core/usecases/ports';
import { decodeNumberPage, isClosed, placeOf, type NumberPage } from './items/number-page';
import { openPages, unmarkOpen } from './open-pages';
import type { Item, Table } from './table';

/** Pages of numbers in one read: the first is for lists' first pages, whatever the account has; later ones are long. */
const FIRST_READ = 2;
const LONGEST_READ = 24;

/**
 * The pages of numbers that a walk goes through, in its order, read as they are asked for: all of them, or those that may
 * have open incidents.
 */
export async function* ledgerPagesOf(
  table: Table,
  account: string,
  { from, direction, only_open }: IncidentStretch,
): AsyncGenerator<NumberPage> {
  const up = direction === 'newer';
  const start = from === null ? (up ? 0 : LAST_PAGE) : placeOf(Math.max(1, from)).page;
  if (!only_open) {
    yield* ledgerPages(table, account, { from: start, to: up ? LAST_PAGE : 0 });
    return;
  }
  for await (const marked of openPages(table, account, { from: start, up })) {
    let length = FIRST_READ;
    for (let at = 0; at < marked.length; at += length, length = Math.min(length * 2, LONGEST_READ)) {
      const pages = await Promise.all(
        runsOf(marked.slice(at, at + length)).map((run) => collect(ledgerPages(table, account, run))),
      );
      for (const page of pages.flat()) {
        // Read only because it lies between two that are marked.
        if (!marked.includes(page.page)) continue;
        // Marked again by an allocator who did not know that the page had long begun.
        if (isClosed(page)) await unmarkOpen(table, account, page.page);
        else yield page;
      }
    }
  }
}

/** The last page that a key has room for: ten digits. */
const LAST_PAGE = 9_999_999_999;

/** Pages from one to the other, both included; `from` > `to` goes down. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/** Four pages are one read unit, so that those between two marked ones cost no more than a query of their own would. */
const NEAR = 4;

/** Pages that are near each other together: they are read in one go. */
function runsOf(pages: readonly number[]): readonly Run[] {
  const runs: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last !== undefined && Math.abs(page - last.to) <= NEAR) last.to = page;
    else runs.push({ from: page, to: page });
  }
  return runs;
}

/** The pages of a run that are there, in its order, first a few and then more at a time. */
async function* ledgerPages(table: Table, account: string, { from, to }: Run): AsyncGenerator<NumberPage> {
  const up = from < to;
  const [low, high] = up ? [from, to] : [to, from];
  const query = {
    TableName: table.name,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
    ExpressionAttributeValues: {
      ':pk': { S: KEYS.numberPage(account, 0).pk },
      ':low': { S: KEYS.numberPage(account, low).sk },
      ':high': { S: KEYS.numberPage(account, high).sk },
    },
    ConsistentRead: true,
    ScanIndexForward: up,
  };
  let limit = FIRST_READ;
  let start: Item | undefined;
  do {
    const { Items: items, LastEvaluatedKey: last } = await table.client.send(
      new QueryCommand({ ...query, Limit: limit, ExclusiveStartKey: start }),
    );
    for (const item of items ?? []) yield decodeNumberPage(item);
    start = last;
    limit = LONGEST_READ;
  } while (start !== undefined);
}

async function collect<T>(generator: AsyncGenerator<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const each of generator) all.push(each);
  return all;
}
