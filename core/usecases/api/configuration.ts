import { APPLICATION_TYPE } from '../../contracts/applications';
import type { JsonObject } from '../../contracts/json';
import type { Integration } from '../../contracts/resources';
import { viewEndpointConfiguration } from '../../domain/endpoint/configuration-view';
import { readEndpointConfiguration } from '../../domain/endpoint/read-configuration';
import { readIncomingConfiguration, viewIncomingConfiguration } from '../../domain/mapping/incoming-configuration';
import { applicationOf } from '../../domain/views/integration-view';
import { makeWebhookSecret, WEBHOOK_SECRET_BYTES } from '../../domain/webhook/standard-webhooks';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { NOT_FOUND, invalid, ok } from './reply';
import { reviveEndpoint } from './revive-endpoint';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { retryConflicts } from './retry-conflicts';

type Writer = Pick<
  ApiDeps,
  'addressPolicy' | 'clock' | 'deliveriesQueue' | 'healths' | 'directory' | 'randomBytes' | 'resources' | 'vault'
>;

/** What an outgoing integration shows until it is configured: nothing is sent anywhere. */
const NOT_CONFIGURED: JsonObject = { url: null };

/** Whether the integration tells other systems, instead of taking alerts. */
export function isOutgoing(integration: Integration): boolean {
  return applicationOf(integration).application_type === APPLICATION_TYPE.outbound;
}

/** An integration's configuration; secrets are write-only (own-routes, "Configuration"). */
export async function getConfiguration(
  deps: Pick<ApiDeps, 'directory'>,
  { caller, params }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { integration } = found;
  if (!isOutgoing(integration)) return ok(viewIncomingConfiguration(integration.custom_mapping));
  return ok(integration.endpoint === null ? NOT_CONFIGURED : viewEndpointConfiguration(integration.endpoint, null));
}

/** Sets the whole configuration of an integration. */
export async function putConfiguration(
  deps: Writer,
  { caller, params, body }: ApiRequest<IntegrationPath, JsonObject>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findIntegration(deps, caller, params);
    if (found === null) return NOT_FOUND;
    return isOutgoing(found.integration)
      ? putEndpoint(deps, found.integration, body)
      : putIncoming(deps, found.integration, body);
  });
}

async function putEndpoint(deps: Writer, integration: Integration, body: JsonObject): Promise<Reply | 'conflict'> {
  const read = readEndpointConfiguration(body, {
    policy: deps.addressPolicy,
    previous: integration.endpoint,
    seal: (clear) => deps.vault.seal(clear),
    newSecret: () => makeWebhookSecret(deps.randomBytes(WEBHOOK_SECRET_BYTES)),
  });
  if (!read.ok) return invalid(...read.errors);
  // What was known of another URL says nothing of this one.
  if (integration.endpoint?.url !== read.configuration.url) await reviveEndpoint(deps, integration);
  const configured = { ...integration, endpoint: read.configuration };
  const result = await deps.resources.replace('integration', integration, configured);
  return result === 'saved' ? ok(viewEndpointConfiguration(read.configuration, read.newSecret)) : 'conflict';
}

async function putIncoming(
  { resources }: Writer,
  integration: Integration,
  body: JsonObject,
): Promise<Reply | 'conflict'> {
  const read = readIncomingConfiguration(body, integration.custom_mapping);
  if (!read.ok) return invalid(...read.errors);
  // Together with the key's entry, by which intake knows that any JSON is a body now.
  const configured = { ...integration, custom_mapping: read.mapping };
  const result = await resources.replace('integration', integration, configured);
  return result === 'saved' ? ok(viewIncomingConfiguration(read.mapping)) : 'conflict';
}
