import { APPLICATION_TYPE } from '../../contracts/applications';
import type { JsonObject } from '../../contracts/json';
import type { EndpointConfiguration, Integration } from '../../contracts/resources';
import { viewEndpointConfiguration } from '../../domain/endpoint/configuration-view';
import { readEndpointConfiguration } from '../../domain/endpoint/read-configuration';
import { integrationKeyEntryOf } from '../../domain/integration-key-entry';
import { applicationOf } from '../../domain/views/integration-view';
import { makeWebhookSecret } from '../../domain/webhook/standard-webhooks';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

type Writer = Pick<ApiDeps, 'addressPolicy' | 'directory' | 'randomBytes' | 'resources' | 'vault'>;

/** Random bytes of a Standard Webhooks secret: 256 bits, within the 24 to 64 bytes the specification allows. */
const SECRET_BYTES = 32;

/** An incoming integration's configuration: alerts are taken in the generic form, without custom mapping. */
const INCOMING: JsonObject = { custom_mapping: null };
/** What an outgoing integration shows until it is configured: nothing is sent anywhere. */
const NOT_CONFIGURED: JsonObject = { url: null };

function isOutgoing(integration: Integration): boolean {
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
  if (!isOutgoing(integration)) return ok(INCOMING);
  return ok(integration.endpoint === null ? NOT_CONFIGURED : viewEndpointConfiguration(integration.endpoint, null));
}

/** Sets the whole configuration of an integration. */
export async function putConfiguration(
  deps: Writer,
  { caller, params, body }: ApiRequest<IntegrationPath, JsonObject>,
): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  return isOutgoing(found.integration) ? putEndpoint(deps, found.integration, body) : putIncoming(body);
}

async function putEndpoint(deps: Writer, integration: Integration, body: JsonObject): Promise<Reply> {
  const read = readEndpointConfiguration(body, {
    policy: deps.addressPolicy,
    previous: integration.endpoint,
    seal: (clear) => deps.vault.seal(clear),
    newSecret: () => makeWebhookSecret(deps.randomBytes(SECRET_BYTES)),
  });
  if (!read.ok) return invalid(...read.errors);
  await saveEndpoint(deps, integration, read.configuration);
  return ok(viewEndpointConfiguration(read.configuration, read.newSecret));
}

async function saveEndpoint(
  { resources }: Writer,
  integration: Integration,
  endpoint: EndpointConfiguration,
): Promise<void> {
  const configured = { ...integration, endpoint };
  await resources.putIntegration(configured, integrationKeyEntryOf(configured));
}

/** No mapping is what every incoming integration has: putting that back is fine, anything else would be ignored silently. */
function putIncoming({ custom_mapping = null }: JsonObject): Reply {
  if (custom_mapping === null) return ok(INCOMING);
  return invalid({ path: 'custom_mapping', message: 'Custom mapping is not available in this version; send null.' });
}
