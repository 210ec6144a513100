import type { FieldError, Json } from '../../contracts/json';
import type { StandardWebhooks } from '../../contracts/resources';
import { asObject } from '../json/as-object';
import type { ConfigurationContext } from './read-configuration';

/** The setting, and the new secret in clear if one had to be made. */
export interface ReadStandardWebhooks {
  readonly standardWebhooks: StandardWebhooks;
  readonly newSecret: string | null;
}

/**
 * Reads `standard_webhooks` of an endpoint's configuration. On unless switched off (own-routes). Secrets are ours to make:
 * the first time it is on one is made, afterwards they stay until they are rotated.
 */
export function readStandardWebhooks(
  value: Json | undefined,
  context: ConfigurationContext,
  errors: FieldError[],
): ReadStandardWebhooks {
  const enabled = readEnabled(value, errors);
  const secrets = context.previous?.standard_webhooks?.secrets ?? [];
  // With errors nothing will be stored, and a secret nobody gets to see should not be made.
  if (!enabled || secrets.length > 0 || errors.length > 0)
    return { standardWebhooks: { enabled, secrets }, newSecret: null };
  const newSecret = context.newSecret();
  return {
    standardWebhooks: { enabled, secrets: [{ secret: context.seal(newSecret), valid_until: null }] },
    newSecret,
  };
}

function readEnabled(value: Json | undefined, errors: FieldError[]): boolean {
  if (value === undefined) return true;
  const enabled = asObject(value)?.['enabled'];
  if (typeof enabled === 'boolean') return enabled;
  errors.push({ path: 'standard_webhooks.enabled', message: 'Must be true or false.' });
  return true;
}
