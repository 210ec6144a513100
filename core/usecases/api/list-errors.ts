import { INTEGRATION_ERROR_LIFETIME } from '../../contracts/integration-error';
import { viewIntegrationError } from '../../domain/views/integration-error-view';
import { nextLink, readCursorPage } from './cursor';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/** What an integration refused and what failed in it, newest first, in pages that follow a cursor; kept for 30 days. */
export async function listErrors(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'errors'>,
  { caller, params, query, baseUrl }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const asked = readCursorPage(query);
  if (!asked.valid) return invalid(...asked.errors);
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { errors, cursor } = await deps.errors.list(found.integration.id, asked.page);
  // The table deletes late.
  const oldest = deps.clock() - INTEGRATION_ERROR_LIFETIME;
  const kept = errors.filter(({ at }) => at > oldest);
  const ended = cursor === null || kept.length < errors.length;
  const { team, service, integration } = params;
  const url = `${baseUrl}/api/account/teams/${team}/services/${service}/integrations/${integration}/errors/`;
  return ok({
    next: ended ? null : nextLink(url, asked.page.limit, cursor),
    previous: null,
    results: kept.map(viewIntegrationError),
  });
}
