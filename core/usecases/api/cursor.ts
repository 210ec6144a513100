import type { FieldError } from '../../contracts/json';
import { readPageSize } from './page';

/** What cursors of the ports look like: the time and the id of an entry. Anything else never came from us. */
const CURSOR = /^\d{16}#[\w-]{1,100}$/;

export type CursorPage =
  | { readonly valid: true; readonly page: { readonly limit: number; readonly cursor?: string } }
  | { readonly valid: false; readonly errors: readonly FieldError[] };

/** Reads `page_size` and `cursor` of a list that is newest first and goes on from where the page before ended. */
export function readCursorPage(query: URLSearchParams): CursorPage {
  const limit = readPageSize(query);
  const cursor = readCursor(query);
  const errors: FieldError[] = [];
  if (limit === null) errors.push({ path: 'page_size', message: 'Must be a whole number from 1.' });
  if (cursor === null) errors.push({ path: 'cursor', message: 'Must come from a next link.' });
  if (limit === null || cursor === null) return { valid: false, errors };
  return { valid: true, page: cursor === '' ? { limit } : { limit, cursor } };
}

/** The port's cursor; empty when the list is asked for from its beginning, null when it is none of ours. */
function readCursor(query: URLSearchParams): string | null {
  const text = query.get('cursor');
  if (text === null) return '';
  const cursor = Buffer.from(text, 'base64url').toString('latin1');
  return CURSOR.test(cursor) ? cursor : null;
}

/**
 * The link to the page after.
 * @param url Absolute URL of the list, without a query.
 */
export function nextLink(url: string, limit: number, cursor: string): string {
  return `${url}?page_size=${limit}&cursor=${Buffer.from(cursor, 'latin1').toString('base64url')}`;
}
