import type { FieldError, Json, JsonObject } from '../../contracts/json';
import { NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';

/** How many results a page has unless `page_size` says otherwise, and at most (contract §0.4). */
const DEFAULT_SIZE = 10;
export const LARGEST_SIZE = 100;

export type PageRequest =
  | { readonly valid: true; readonly number: number; readonly size: number }
  | { readonly valid: false; readonly errors: readonly FieldError[] };

/**
 * Reads `page` and `page_size`; a larger size is taken as the largest, as the hosted product's framework does.
 * @param usual how many results a page has when the query does not say so.
 */
export function readPage(query: URLSearchParams, usual = DEFAULT_SIZE): PageRequest {
  const number = readPositive(query, 'page', 1);
  const size = readPageSize(query, usual);
  if (number !== null && size !== null) return { valid: true, number, size };
  const wrong = [number === null ? 'page' : null, size === null ? 'page_size' : null].filter((path) => path !== null);
  return { valid: false, errors: wrong.map((path) => ({ path, message: 'Must be a whole number from 1.' })) };
}

/** Reads `page_size`; null when it is none. */
export function readPageSize(query: URLSearchParams, usual = DEFAULT_SIZE): number | null {
  const size = readPositive(query, 'page_size', usual);
  return size === null ? null : Math.min(size, LARGEST_SIZE);
}

function readPositive(query: URLSearchParams, key: string, fallback: number): number | null {
  const text = query.get(key);
  if (text === null) return fallback;
  // Nine digits: no list is longer, and all are exact.
  return /^0*[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/**
 * A numbered page of a list that is there whole; 404 beyond its last page, except for the first, which may be empty.
 * @param url of the list, absolute.
 * @param show what the wire shows of the items of the page, in their order.
 */
export async function replyWithPage<Item>(
  items: readonly Item[],
  { number, size, url }: Omit<PageOf, 'count'>,
  show: (shown: readonly Item[]) => Promise<readonly Json[]>,
): Promise<Reply> {
  const start = (number - 1) * size;
  if (start > 0 && start >= items.length) return NOT_FOUND;
  const results = await show(items.slice(start, start + size));
  return ok(viewPage(results, { number, size, count: items.length, url }));
}

interface PageOf {
  readonly number: number;
  readonly size: number;
  readonly count: number;
  /** Absolute URL of the list: clients cut scheme and host off (contract §0.4). */
  readonly url: string;
}

/** The envelope of a numbered page (contract §0.4). */
function viewPage(results: readonly Json[], { number, size, count, url }: PageOf): JsonObject {
  const link = (page: number): string => `${url}?page=${page}&page_size=${size}`;
  return {
    count,
    next: number * size < count ? link(number + 1) : null,
    previous: number > 1 ? link(number - 1) : null,
    results,
  };
}
