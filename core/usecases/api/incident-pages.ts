import type { Incident } from '../../contracts/incident';
import { LATEST_OPENING } from '../../domain/incident-location';
import type { IncidentBounds, Incidents } from '../ports';

/** So many incidents are read for one request at most, whatever it filters by: the rest is for the next page. */
export const MAX_LOOKED = 500;
/** For each result that a page may have, so many are read: who asks for little is never made to pay for much. */
export const LOOKED_PER_RESULT = 10;
/** So many pages of the ledger are gone through for one page of a list, which are 25 to 100 read units. */
export const MAX_PAGES = 98;
/** So many incidents in one go. */
const LONGEST_WALK = 100;

/** Which of an account's incidents a list has. */
export interface Listing {
  readonly account: string;
  readonly only_open: boolean;
  /** Null: all of them. */
  readonly matches: ((incident: Incident) => boolean) | null;
  /** What the ledger can tell of them: teams and services that `matches` asks for, too, and dates, which it does not. */
  readonly bounds: IncidentBounds;
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
      /** Newest first. Fewer than asked for when a list ends, or when as many were looked at as one page may. */
      readonly incidents: readonly Incident[];
      readonly next: Cursor | null;
      readonly previous: Cursor | null;
    }
  | /** There is no such page. */ { readonly status: 'beyond' }
  | /** It can only be found by walking there from the newest, which takes too long. */ { readonly status: 'too_far' };

type Reader = Pick<Incidents, 'lastNumberBy' | 'newestNumber' | 'walk'>;

/**
 * A page of a list of incidents, newest first. By its cursor, it begins where the page before ended. By its number alone,
 * a page of all incidents is found by arithmetic, and a page of some of them by going through those before it: it is the
 * one that who follows the next links comes to.
 */
export async function findIncidentPage(incidents: Reader, listing: Listing, page: PageWanted): Promise<IncidentPage> {
  const { number, size, cursor } = page;
  if (isOfNothing(listing)) return number === 1 || cursor !== null ? NOTHING : { status: 'beyond' };
  if (cursor !== null) return takePage(incidents, listing, { start: cursor, size });
  if (isOfSome(listing)) return findPageOfSome(incidents, listing, page);
  if (number === 1) return takeStretch(incidents, listing.account, { from: null, size });
  const from = (await incidents.newestNumber(listing.account)) - (number - 1) * size;
  return from < 1 ? { status: 'beyond' } : takeStretch(incidents, listing.account, { from, size });
}

const NOTHING: IncidentPage = { status: 'found', incidents: [], next: null, previous: null };

/** Of no team or no service: nothing has to be read to know that there is nothing. */
function isOfNothing({ bounds: { teams, services } }: Listing): boolean {
  return teams?.length === 0 || services?.length === 0;
}

function isOfSome({ only_open, matches, bounds: { since, until } }: Listing): boolean {
  return only_open || matches !== null || since !== null || until !== null;
}

async function findPageOfSome(
  incidents: Reader,
  listing: Listing,
  { number, size }: Pick<PageWanted, 'number' | 'size'>,
): Promise<IncidentPage> {
  let start = await findStart(incidents, listing);
  let looked = 0;
  let pages = 0;
  for (let before = 1; before < number; before++) {
    const passed = await collect(incidents, listing, { start, count: size });
    if (passed.at === null) return { status: 'beyond' };
    looked += passed.looked;
    pages += passed.pages;
    if (looked >= MAX_LOOKED || pages >= MAX_PAGES) return { status: 'too_far' };
    start = { direction: 'older', from: passed.at };
  }
  return takePage(incidents, listing, { start, size });
}

/**
 * Where a list that ends at a date begins: numbers beyond are all too new, so that a list of long ago doesn't walk there.
 * Null: at the newest.
 */
async function findStart(incidents: Reader, { account, bounds: { until } }: Listing): Promise<Cursor | null> {
  if (until === null) return null;
  const last = await incidents.lastNumberBy(account, until);
  return last < 1 ? null : { direction: 'older', from: last };
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
}

async function takePage(incidents: Reader, listing: Listing, { start, size }: Take): Promise<IncidentPage> {
  const direction = start?.direction ?? 'older';
  const { found: taken, at } = await collect(incidents, listing, { start, count: size });
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
  /** Null: at the newest. */
  readonly start: Cursor | null;
  readonly count: number;
}

interface Collected {
  /** As many matching incidents as asked for, in the walk's order. */
  readonly found: readonly Incident[];
  /** The number to go on from, null at the end. */
  readonly at: number | null;
  readonly looked: number;
  readonly pages: number;
}

/** One page of matching incidents, or what is found of it within what a page may cost. */
async function collect(incidents: Reader, listing: Listing, { start, count }: Collecting): Promise<Collected> {
  const { account, only_open, bounds } = listing;
  const direction = start?.direction ?? 'older';
  const most = Math.min(count * LOOKED_PER_RESULT, MAX_LOOKED);
  const found: Incident[] = [];
  let at = start?.from ?? null;
  let [looked, pages] = [0, 0];
  while (looked < most && pages < MAX_PAGES) {
    // As many as are missing, then twice as many each time: rare ones are found in few reads, frequent ones exactly.
    const limit = Math.min(Math.max(count - found.length, looked), LONGEST_WALK, most - looked);
    const stretch = { from: at, direction, only_open, limit, of: bounds, most_pages: MAX_PAGES - pages };
    const walk = await incidents.walk(account, stretch);
    looked += walk.looked;
    pages += walk.pages;
    const matching = walk.incidents.filter((incident) => isListed(listing, incident));
    const [rest] = matching.slice(count - found.length);
    found.push(...matching.slice(0, count - found.length));
    if (rest !== undefined) return { found, at: rest.number, looked, pages };
    const ended = walk.incidents.some((incident) => isPast(listing, direction, incident));
    if (walk.next === null || ended) return { found, at: null, looked, pages };
    at = walk.next;
    if (found.length === count) break;
  }
  return { found, at, looked, pages };
}

function isListed({ matches, bounds: { since, until } }: Listing, incident: Incident): boolean {
  if (since !== null && incident.created_at < since) return false;
  if (until !== null && incident.created_at > until) return false;
  return matches?.(incident) ?? true;
}

/** Whether nothing in this direction can be within the dates any more. */
function isPast({ bounds: { since, until } }: Listing, direction: Cursor['direction'], incident: Incident): boolean {
  if (direction === 'older') return since !== null && incident.created_at + LATEST_OPENING < since;
  return until !== null && incident.created_at - LATEST_OPENING > until;
}
