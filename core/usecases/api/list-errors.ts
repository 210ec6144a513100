import { INTEGRATION_ERROR_LIFETIME } from '../../contracts/integration-error';
import { viewIntegrationError } from '../../domain/views/integration-error-view';
import { nextLink, readCursorPage } from './cursor';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { findRouter, type RouterPath } from './routers';

type ErrorReader = Pick<ApiDeps, 'clock' | 'directory' | 'errors'>;

/** What an integration refused and what failed in it, newest first, in pages that follow a cursor; kept for 30 days. */
export async function listErrors(
  deps: ErrorReader,
  { caller, params, query, baseUrl }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { team, service, integration } = params;
  const path = `/api/account/teams/${team}/services/${service}/integrations/${integration}/errors/`;
  return listOf(deps, found.integration.id, { query, url: `${baseUrl}${path}` });
}

/**
 * What came to a router and got to no integration: alerts that no ruleset matched, alerts routed to an integration that is
 * gone or disabled, bodies that are no JSON. Newest first, in pages that follow a cursor; kept for 30 days.
 */
export async function listUnrouted(
  deps: ErrorReader,
  { caller, params, query, baseUrl }: ApiRequest<RouterPath>,
): Promise<Reply> {
  const router = await findRouter(deps, caller, params);
  if (router === null) return NOT_FOUND;
  const url = `${baseUrl}/api/v2/account/events/router/${router.id}/unrouted/`;
  return listOf(deps, router.id, { query, url });
}

/** A page of what is listed under an integration or a router. */
async function listOf(
  deps: ErrorReader,
  id: string,
  { query, url }: { readonly query: URLSearchParams; readonly url: string },
): Promise<Reply> {
  const asked = readCursorPage(query);
  if (!asked.valid) return invalid(...asked.errors);
  const { errors, cursor } = await deps.errors.list(id, asked.page);
  // The table deletes late.
  const oldest = deps.clock() - INTEGRATION_ERROR_LIFETIME;
  const kept = errors.filter(({ at }) => at > oldest);
  const ended = cursor === null || kept.length < errors.length;
  return ok({
    next: ended ? null : nextLink(url, asked.page.limit, cursor),
    previous: null,
    results: kept.map(viewIntegrationError),
  });
}
