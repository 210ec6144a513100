import { INTEGRATION_ERROR_LIFETIME } from '../../contracts/integration-error';
import type { FieldError } from '../../contracts/json';
import { viewIntegrationError } from '../../domain/views/integration-error-view';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { readPageSize } from './page';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/** What cursors of the port look like: the time and the id of an error. Anything else never came from us. */
const CURSOR = /^\d{16}#[\w-]{1,100}$/;

/** What an integration refused and what failed in it, newest first, in pages that follow a cursor; kept for 30 days. */
export async function listErrors(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'errors'>,
  { caller, params, query, baseUrl }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const limit = readPageSize(query);
  const cursor = readCursor(query);
  const wrong: FieldError[] = [];
  if (limit === null) wrong.push({ path: 'page_size', message: 'Must be a whole number from 1.' });
  if (cursor === null) wrong.push({ path: 'cursor', message: 'Must come from a next link.' });
  if (limit === null || cursor === null) return invalid(...wrong);
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const page = await deps.errors.list(found.integration.id, cursor === '' ? { limit } : { limit, cursor });
  // The table deletes late.
  const oldest = deps.clock() - INTEGRATION_ERROR_LIFETIME;
  const kept = page.errors.filter(({ at }) => at > oldest);
  const ended = page.cursor === null || kept.length < page.errors.length;
  return ok({
    next: ended ? null : nextLink(baseUrl, params, limit, page.cursor),
    previous: null,
    results: kept.map(viewIntegrationError),
  });
}

/** The port's cursor; empty when the list is asked for from its beginning, null when it is none of ours. */
function readCursor(query: URLSearchParams): string | null {
  const text = query.get('cursor');
  if (text === null) return '';
  const cursor = Buffer.from(text, 'base64url').toString('latin1');
  return CURSOR.test(cursor) ? cursor : null;
}

function nextLink(
  baseUrl: string,
  { team, service, integration }: IntegrationPath,
  limit: number,
  cursor: string | null,
): string {
  const text = Buffer.from(cursor ?? '', 'latin1').toString('base64url');
  const path = `/api/account/teams/${team}/services/${service}/integrations/${integration}/errors/`;
  return `${baseUrl}${path}?page_size=${limit}&cursor=${text}`;
}
