import { viewEndpointHealth } from '../../domain/views/endpoint-health-view';
import type { ApiDeps } from './deps';
import type { IntegrationPath } from './find';
import { findEndpoint } from './find-endpoint';
import { ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/** How an endpoint does: its failures in a row, whether it is left alone or disabled, whether deliveries are held back. */
export async function getEndpointHealth(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'healths'>,
  { caller, params }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const found = await findEndpoint(deps, caller, params);
  if (!found.ok) return found.reply;
  const health = await deps.healths.load(found.integration.id);
  return ok(viewEndpointHealth(found.integration, health, deps.clock()));
}
