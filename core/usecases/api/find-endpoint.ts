import type { EndpointConfiguration, Integration } from '../../contracts/resources';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { NOT_FOUND, conflict } from './reply';
import type { Reply } from './reply';
import type { Caller } from './request';

/** An integration that has an endpoint. */
export interface EndpointIntegration extends Integration {
  readonly endpoint: EndpointConfiguration;
}

export type FoundEndpoint =
  { readonly ok: true; readonly integration: EndpointIntegration } | { readonly ok: false; readonly reply: Reply };

/** The integration of the path with its endpoint. Without one nothing can be sent: what is missing is said plainly. */
export async function findEndpoint(
  deps: Pick<ApiDeps, 'directory'>,
  caller: Caller,
  path: IntegrationPath,
): Promise<FoundEndpoint> {
  const found = await findIntegration(deps, caller, path);
  if (found === null) return { ok: false, reply: NOT_FOUND };
  const { endpoint } = found.integration;
  // Also where alerts come in: such an integration never has one.
  if (endpoint === null) return { ok: false, reply: conflict('The integration has no endpoint configured.') };
  return { ok: true, integration: { ...found.integration, endpoint } };
}

/** The same for sending: what a disabled integration was sent would end as failed. */
export async function findOpenEndpoint(
  deps: Pick<ApiDeps, 'directory'>,
  caller: Caller,
  path: IntegrationPath,
): Promise<FoundEndpoint> {
  const found = await findEndpoint(deps, caller, path);
  if (!found.ok || found.integration.is_enabled) return found;
  return { ok: false, reply: conflict('The integration is disabled; enable it first.') };
}
