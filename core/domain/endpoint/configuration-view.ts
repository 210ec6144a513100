import type { JsonObject } from '../../contracts/json';
import type { EndpointAuth, EndpointConfiguration, StandardWebhooks } from '../../contracts/resources';

/** In place of a secret: it is there, and reading never shows it (own-routes, "Configuration"). */
const SET = { set: true } as const;

/**
 * An endpoint's configuration as `GET I/configuration/` and `PUT` answer. Secrets are write-only.
 * @param newSecret the Standard Webhooks secret that was just made: shown this once, null otherwise.
 */
export function viewEndpointConfiguration(configuration: EndpointConfiguration, newSecret: string | null): JsonObject {
  const { url, events, auth, headers, timeout_seconds, standard_webhooks } = configuration;
  return {
    url,
    events,
    auth: viewAuth(auth),
    headers,
    timeout_seconds,
    standard_webhooks: viewStandardWebhooks(standard_webhooks, newSecret),
  };
}

function viewAuth(auth: EndpointAuth): JsonObject {
  switch (auth.type) {
    case 'none':
      return { type: 'none' };
    case 'basic':
      return { type: 'basic', username: auth.username, password: SET };
    case 'signature':
      return { type: 'signature', signing_key: SET };
  }
}

function viewStandardWebhooks(setting: StandardWebhooks | undefined, newSecret: string | null): JsonObject {
  const enabled = setting?.enabled ?? false;
  if (newSecret !== null) return { enabled, secret: newSecret };
  return setting !== undefined && setting.secrets.length > 0 ? { enabled, secret: SET } : { enabled };
}
