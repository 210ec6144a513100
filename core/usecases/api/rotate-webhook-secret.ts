import type { EndpointConfiguration, StandardWebhooks } from '../../contracts/resources';
import { rotateSecret } from '../../domain/endpoint/webhook-secrets';
import { toWireDateOrNull } from '../../domain/views/wire-date';
import { makeWebhookSecret, WEBHOOK_SECRET_BYTES } from '../../domain/webhook/standard-webhooks';
import type { ApiDeps } from './deps';
import type { IntegrationPath } from './find';
import { findEndpoint, type EndpointIntegration } from './find-endpoint';
import { ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { retryConflicts } from './retry-conflicts';

type Rotator = Pick<ApiDeps, 'clock' | 'directory' | 'randomBytes' | 'resources' | 'vault'>;

/**
 * Replaces an endpoint's Standard Webhooks secret. The answer shows the new one, this once; the one before signs beside
 * it for another 24 hours (own-routes, "Configuration"). Asked twice it makes two: the last answer's is the one to use.
 */
export async function rotateWebhookSecret(
  deps: Rotator,
  { caller, params }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const secret = makeWebhookSecret(deps.randomBytes(WEBHOOK_SECRET_BYTES));
  return retryConflicts(async () => {
    const found = await findEndpoint(deps, caller, params);
    return found.ok ? saveSecret(deps, found.integration, secret) : found.reply;
  });
}

async function saveSecret(
  deps: Rotator,
  integration: EndpointIntegration,
  secret: string,
): Promise<Reply | 'conflict'> {
  const standard_webhooks = rotateSecret(settingOf(integration.endpoint), deps.vault.seal(secret), deps.clock());
  const rotated = { ...integration, endpoint: { ...integration.endpoint, standard_webhooks } };
  if ((await deps.resources.replace('integration', integration, rotated)) === 'conflict') return 'conflict';
  const previous = standard_webhooks.secrets[1]?.valid_until ?? null;
  return ok({
    standard_webhooks: { enabled: standard_webhooks.enabled, secret },
    previous_valid_until: toWireDateOrNull(previous),
  });
}

/** Endpoints that were stored before there was the setting have it off. */
function settingOf({ standard_webhooks }: EndpointConfiguration): StandardWebhooks {
  return standard_webhooks ?? { enabled: false, secrets: [] };
}
