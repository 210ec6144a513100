import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { STATUS, type Incident, type Micros } from '../../core/contracts/incident';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import { LATEST_OPENING } from '../../core/domain/incident-location';
import type { IncidentStretch, IncidentWalk } from '../../core/usecases/ports';
import { decodeNumberPage, numberAt, PAGE_SIZE, placeOf, type NumberPage, type NumberRef } from './items/number-page';
import { compileBounds } from './ledger-bounds';
import { ledgerPagesOf } from './ledger-pages';
import { createResolvedIncidents } from './open-pages';
import { readIncidents, type NumberedLocation } from './read-incidents';
import { getItem, prefixQuery, type Table } from './table';

/** A number that nothing was opened under for so long never will be, and what was noted late is noted by now. */
const SETTLED_MS = 3_600_000;

/** A number, and what its page says of it. */
interface Candidate extends NumberRef, NumberedLocation {
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
  const { candidates, pages, beyond } = await findCandidates(table, account, stretch);
  const looked = candidates.slice(0, stretch.limit);
  const found = await readIncidents(table, account, looked);
  if (stretch.only_open) await noteSettled(table, account, { looked, found, now });
  const incidents = looked.flatMap(({ number }) => found.get(number) ?? []);
  return {
    incidents: stretch.only_open ? incidents.filter(isOpen) : incidents,
    next: candidates[stretch.limit]?.number ?? beyond,
    looked: looked.length,
    pages,
  };
}

interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly pages: number;
  /** Where to go on after all candidates; null when there is nothing more. */
  readonly beyond: number | null;
}

/** The numbers to look at, and one more, if there is one: the next. */
async function findCandidates(table: Table, account: string, stretch: IncidentStretch): Promise<Candidates> {
  const bounds = compileBounds(stretch);
  const candidates: Candidate[] = [];
  let pages = 0;
  for await (const page of ledgerPagesOf(table, account, stretch)) {
    pages += 1;
    if (bounds.endAt(page)) break;
    if (!bounds.excludes(page)) {
      candidates.push(...candidatesOn(page, stretch).filter((each) => !bounds.excludesRef(each)));
    }
    if (candidates.length > stretch.limit) break;
    if (pages === stretch.most_pages) return { candidates, pages, beyond: numberAfter(page, stretch) };
  }
  return { candidates, pages, beyond: null };
}

/** The number that comes after a page's; null when the page is the last in this direction. */
function numberAfter({ page, refs }: NumberPage, { direction }: IncidentStretch): number | null {
  if (direction === 'older') return page === 0 ? null : numberAt(page, 0) - 1;
  // Only the newest page has room left.
  return refs.length < PAGE_SIZE ? null : numberAt(page + 1, 0);
}

/**
 * A number beyond which nothing was created by then. Pages are in the order of time; halving finds the last one that
 * was full before the latest opening of what was created by then, in a read for each half.
 */
export async function lastNumberBy(table: Table, account: string, time: Micros): Promise<number> {
  const newest = await newestNumber(table, account);
  const latestOpening = (time + LATEST_OPENING) / 1_000_000;
  // Page -1 is before all; of the newest page nothing has to be known.
  let [low, high] = [-1, placeOf(Math.max(1, newest)).page];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const item = await getItem(table, KEYS.numberPage(account, middle));
    if (item !== null && decodeNumberPage(item).appended_at <= latestOpening) low = middle;
    else high = middle;
  }
  return Math.min(newest, numberAt(high, PAGE_SIZE - 1));
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
