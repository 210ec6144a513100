import type { Incident, Micros } from '../../contracts/incident';
import type { Incidents } from '../ports';

/** So many incidents are read for one request at most, whatever it filters by: the rest is for the next page. */
export const MAX_LOOKED = 500;
/** So many in one go. */
const LONGEST_WALK = 100;

/**
 * An incident was opened at most so long after its alert was accepted: that is how long a queue keeps an alert (SQS, at
 * most 14 days), and a day for what is put back. Numbers are in the order of opening, creation dates in that of accepting.
 */
const LATEST_OPENING: Micros = 15 * 86_400_000_000;

/** Which of an account's incidents a list has. */
export interface Listing {
  readonly account: string;
  readonly only_open: boolean;
  /** Null: all of them. */
  readonly matches: ((incident: Incident) => boolean) | null;
  /** Creation dates, both ends included; null = open. */
  readonly since: Micros | null;
  readonly until: Micros | null;
}

/** Where a page begins: `from` is the number of its first incident, from which it goes on to older or newer ones. */
export interface Cursor {
  readonly direction: 'older' | 'newer';
  readonly from: number;
}

export interface PageWanted {
  readonly number: number;
  readonly size: number;
  /** Null: the page is asked for by its number alone. */
  readonly cursor: Cursor | null;
}

export type IncidentPage =
  | {
      readonly status: 'found';
      /** Newest first. Fewer than asked for when a list ends, or when {@link MAX_LOOKED} were looked at. */
      readonly incidents: readonly Incident[];
      readonly next: Cursor | null;
      readonly previous: Cursor | null;
    }
  | /** There is no such page. */ { readonly status: 'beyond' }
  | /** It can only be found by walking there from the newest, which takes too long. */ { readonly status: 'too_far' };

type Reader = Pick<Incidents, 'newestNumber' | 'walk'>;

/**
 * A page of a list of incidents, newest first. By its cursor, it begins where the page before ended. By its number alone,
 * a page of all incidents is found by arithmetic, and a page of some of them by walking over those before it.
 */
export async function findIncidentPage(incidents: Reader, listing: Listing, page: PageWanted): Promise<IncidentPage> {
  const { number, size, cursor } = page;
  if (cursor !== null) return takePage(incidents, listing, { start: cursor, size, skip: 0 });
  if (isOfSome(listing)) {
    const start = await findStart(incidents, listing);
    return takePage(incidents, listing, { start, size, skip: (number - 1) * size });
  }
  if (number === 1) return takeStretch(incidents, listing.account, { from: null, size });
  const from = (await incidents.newestNumber(listing.account)) - (number - 1) * size;
  return from < 1 ? { status: 'beyond' } : takeStretch(incidents, listing.account, { from, size });
}

function isOfSome({ only_open, matches, since, until }: Listing): boolean {
  return only_open || matches !== null || since !== null || until !== null;
}

/**
 * Where a list that ends at a date begins: numbers beyond are all too new. Found by halving, so that a list of long ago
 * doesn't walk there. Null: at the newest.
 */
async function findStart(incidents: Reader, { account, until }: Listing): Promise<Cursor | null> {
  if (until === null) return null;
  let high = await incidents.newestNumber(account);
  let low = 1;
  while (high - low > LONGEST_WALK) {
    const middle = Math.floor((low + high) / 2);
    const { incidents: probed } = await incidents.walk(account, {
      from: middle,
      direction: 'older',
      only_open: false,
      limit: 1,
    });
    // A gap says nothing: then it begins further up, and walks.
    const tooNew = probed.some(({ created_at }) => created_at - LATEST_OPENING > until);
    if (tooNew) high = middle;
    else low = middle;
  }
  return high < 1 ? null : { direction: 'older', from: high };
}

/** So many numbers, whether they name incidents or not: a page that is found by its number has its numbers. */
async function takeStretch(
  incidents: Reader,
  account: string,
  { from, size }: { readonly from: number | null; readonly size: number },
): Promise<IncidentPage> {
  const walk = await incidents.walk(account, { from, direction: 'older', only_open: false, limit: size });
  return {
    status: 'found',
    incidents: walk.incidents,
    next: walk.next === null ? null : { direction: 'older', from: walk.next },
    previous: from === null ? null : { direction: 'newer', from: from + 1 },
  };
}

interface Take {
  /** Null: at the newest. */
  readonly start: Cursor | null;
  readonly size: number;
  readonly skip: number;
}

async function takePage(incidents: Reader, listing: Listing, { start, size, skip }: Take): Promise<IncidentPage> {
  const direction = start?.direction ?? 'older';
  const { found, at } = await collect(incidents, listing, { from: start?.from ?? null, direction, count: skip + size });
  if (skip > 0 && found.length <= skip) return at === null ? { status: 'beyond' } : { status: 'too_far' };
  const taken = found.slice(skip);
  const ahead: Cursor | null = at === null ? null : { direction, from: at };
  const first = taken[0]?.number ?? start?.from ?? null;
  if (direction === 'older') {
    const previous: Cursor | null = first === null ? null : { direction: 'newer', from: first + 1 };
    return { status: 'found', incidents: taken, next: ahead, previous };
  }
  const below = (start?.from ?? 1) - 1;
  const next: Cursor | null = below < 1 ? null : { direction: 'older', from: below };
  return { status: 'found', incidents: taken.toReversed(), next, previous: ahead };
}

interface Collecting {
  readonly from: number | null;
  readonly direction: 'older' | 'newer';
  readonly count: number;
}

/** As many matching incidents as asked for, in the walk's order; `at`: the number to go on from, null at the end. */
async function collect(
  incidents: Reader,
  listing: Listing,
  { from, direction, count }: Collecting,
): Promise<{ readonly found: readonly Incident[]; readonly at: number | null }> {
  const found: Incident[] = [];
  let at: number | null = from;
  for (let looked = 0; looked < MAX_LOOKED;) {
    // As many as are missing, then twice as many each time: rare ones are found in few reads, frequent ones exactly.
    const limit = Math.min(Math.max(count - found.length, looked), LONGEST_WALK, MAX_LOOKED - looked);
    const walk = await incidents.walk(listing.account, { from: at, direction, only_open: listing.only_open, limit });
    looked += limit;
    const matching = walk.incidents.filter((incident) => isListed(listing, incident));
    const [rest] = matching.slice(count - found.length);
    found.push(...matching.slice(0, count - found.length));
    if (rest !== undefined) return { found, at: rest.number };
    const ended = walk.incidents.some((incident) => isPast(listing, direction, incident));
    if (walk.next === null || ended) return { found, at: null };
    at = walk.next;
    if (found.length === count) break;
  }
  return { found, at };
}

function isListed({ matches, since, until }: Listing, incident: Incident): boolean {
  if (since !== null && incident.created_at < since) return false;
  if (until !== null && incident.created_at > until) return false;
  return matches?.(incident) ?? true;
}

/** Whether nothing in this direction can be within the dates any more. */
function isPast({ since, until }: Listing, direction: 'older' | 'newer', { created_at }: Incident): boolean {
  if (direction === 'older') return since !== null && created_at + LATEST_OPENING < since;
  return until !== null && created_at - LATEST_OPENING > until;
}
