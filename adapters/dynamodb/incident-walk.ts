import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { STATUS, type Incident } from '../../core/contracts/incident';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import type { IncidentStretch, IncidentWalk } from '../../core/usecases/ports';
import { decodeNumberPage, isClosed, numberAt, placeOf, type NumberPage } from './items/number-page';
import { createResolvedIncidents, openPages, unmarkOpen } from './open-pages';
import { readIncidents, type NumberedLocation } from './read-incidents';
import { prefixQuery, type Item, type Table } from './table';

/** Pages of numbers in one read: the first is for lists' first pages, whatever the account has; later ones are long. */
const FIRST_READ = 2;
const LONGEST_READ = 24;

/** A number that nothing was opened under for so long never will be, and what was noted late is noted by now. */
const SETTLED_MS = 3_600_000;

/** A number, and what its page says of it. */
interface Candidate extends NumberedLocation {
  /** Seconds since the epoch. */
  readonly appended_at: number;
}

/** The number that was taken last, from the last page. */
export async function newestNumber(table: Table, account: string): Promise<number> {
  const { pk } = KEYS.numberPage(account, 0);
  const query = { ...prefixQuery(table, pk, SORT_PREFIX.numberPage), ScanIndexForward: false, Limit: 1 };
  const { Items: items } = await table.client.send(new QueryCommand(query));
  const last = items?.[0];
  if (last === undefined) return 0;
  const { page, refs } = decodeNumberPage(last);
  return numberAt(page, refs.length - 1);
}

/**
 * Walks along the pages of numbers, and reads the incidents they name. `now` in milliseconds: what turns out to be
 * resolved or a gap for long is noted on its page, should dispatch have missed it.
 */
export async function walkIncidents(
  table: Table,
  account: string,
  stretch: IncidentStretch,
  now: number = Date.now(),
): Promise<IncidentWalk> {
  const candidates: Candidate[] = [];
  // One more than is looked at: the next number, if there is one.
  for await (const page of pagesOf(table, account, stretch)) {
    candidates.push(...candidatesOn(page, stretch));
    if (candidates.length > stretch.limit) break;
  }
  const looked = candidates.slice(0, stretch.limit);
  const found = await readIncidents(table, account, looked);
  if (stretch.only_open) await noteSettled(table, account, { looked, found, now });
  const incidents = looked.flatMap(({ number }) => found.get(number) ?? []);
  return {
    incidents: stretch.only_open ? incidents.filter(isOpen) : incidents,
    next: candidates[stretch.limit]?.number ?? null,
  };
}

function isOpen({ status }: Incident): boolean {
  return status !== STATUS.resolved;
}

/** The page's numbers that the stretch has, in its order. */
function candidatesOn(page: NumberPage, { from, direction, only_open }: IncidentStretch): readonly Candidate[] {
  const all = page.refs.map((ref, index) => ({
    ...ref,
    number: numberAt(page.page, index),
    appended_at: page.appended_at,
  }));
  const within = all.filter(({ number }, index) => {
    if (only_open && page.closed.has(index)) return false;
    return from === null || (direction === 'older' ? number <= from : number >= from);
  });
  return direction === 'older' ? within.reverse() : within;
}

/** The pages of the stretch in its order, read as they are asked for. */
async function* pagesOf(
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

/** Neighbouring pages together: they are read in one go. */
function runsOf(pages: readonly number[]): readonly Run[] {
  const runs: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last !== undefined && Math.abs(page - last.to) === 1) last.to = page;
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

interface Looked {
  readonly looked: readonly Candidate[];
  readonly found: ReadonlyMap<number, Incident>;
  readonly now: number;
}

/** Notes what dispatch would have noted long ago, or never can: a gap, whose taker died. */
async function noteSettled(table: Table, account: string, { looked, found, now }: Looked): Promise<void> {
  const before = now - SETTLED_MS;
  const settled = looked.filter(({ number, appended_at }) => {
    const incident = found.get(number);
    if (incident === undefined) return appended_at * 1_000 < before;
    return !isOpen(incident) && (incident.resolved_at ?? 0) < before * 1_000;
  });
  if (settled.length === 0) return;
  try {
    await createResolvedIncidents(table).note(
      account,
      settled.map(({ number }) => number),
    );
  } catch {
    // The list is right without it, and whoever reads it next tries again.
  }
}
