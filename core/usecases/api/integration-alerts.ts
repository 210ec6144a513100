import { isUuid } from '../../domain/is-uuid';
import { viewAlert } from '../../domain/views/alert-view';
import type { ListedPlace } from '../ports';
import type { ApiDeps } from './deps';
import { findIntegration, type IntegrationPath } from './find';
import { readPage } from './page';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/** A page that is asked for by its number alone may begin so far down; others are found by their cursor. */
const FARTHEST = 1_000;

/** The alerts that came through an integration and were not refused, newest first, whatever became of them. */
export async function listIntegrationAlerts(
  deps: Pick<ApiDeps, 'alerts' | 'directory' | 'integrationAlerts'>,
  { caller, params, query, baseUrl }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const page = readPage(query);
  const cursor = readCursor(query);
  if (!page.valid || cursor === undefined) {
    const wrong = cursor === undefined ? [{ path: 'cursor', message: 'Must come from a next link.' }] : [];
    return invalid(...(page.valid ? [] : page.errors), ...wrong);
  }
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { number, size } = page;
  const skip = cursor === null ? (number - 1) * size : 0;
  if (skip > FARTHEST) return invalid({ path: 'page', message: 'Too far away: follow the next links.' });
  const limit = skip + size;
  const { id } = found.integration;
  const listed = await deps.integrationAlerts.list(id, cursor === null ? { limit } : { limit, cursor });
  if (skip > 0 && listed.alerts.length <= skip) return NOT_FOUND;
  // Those that came in a batch that is still on its way, or came twice, have one row or none yet.
  const stored = await deps.alerts.findMany([...new Set(listed.alerts.slice(skip))]);
  const results = stored.map((alert) => viewAlert(alert, found.integration)).filter((view) => view !== null);
  const { team, service, integration } = params;
  const url = `${baseUrl}/api/account/teams/${team}/services/${service}/integrations/${integration}/alerts/`;
  const next = listed.cursor === null ? null : `${linkTo(url, number + 1, size)}&cursor=${writeCursor(listed.cursor)}`;
  const previous = number > 1 && (number - 2) * size <= FARTHEST ? linkTo(url, number - 1, size) : null;
  return ok({ count: null, next, previous, results });
}

function linkTo(url: string, page: number, size: number): string {
  return `${url}?page=${page}&page_size=${size}`;
}

function writeCursor({ newest, index }: ListedPlace): string {
  return `${newest}_${index}`;
}

/** Where the page begins; null when the query does not say so, undefined when it says it in no way of ours. */
function readCursor(query: URLSearchParams): ListedPlace | null | undefined {
  const text = query.get('cursor');
  if (text === null) return null;
  const [newest = '', index = ''] = text.split('_');
  return isUuid(newest) && /^\d{1,6}$/.test(index) ? { newest, index: Number(index) } : undefined;
}
