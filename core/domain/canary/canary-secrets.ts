import { createHmac } from 'node:crypto';
import { KEY_RANDOM_BYTES, makeIntegrationKey } from '../integration-key';
import { deriveSigningKey } from '../signing';
import { makeWebhookSecret } from '../webhook/standard-webhooks';

/** What only the deployment itself knows of its canary. */
export interface CanarySecrets {
  readonly incomingKey: string;
  /** Every integration has a key; nobody posts to this one. */
  readonly outgoingKey: string;
  /** By which the canary's webhooks are signed (`whsec_…`). */
  readonly webhookSecret: string;
}

/**
 * Derives the canary's secrets from the deployment's signing secret. They follow from it instead of being made up, so that
 * two runs at once set up the same canary, and a webhook is verified without a read.
 */
export function makeCanarySecrets(signingSecret: string): CanarySecrets {
  const own = deriveSigningKey(signingSecret, 'canary');
  const integrationKeys = deriveSigningKey(signingSecret, 'integration-keys');
  const part = (name: string): Buffer => createHmac('sha256', own).update(name).digest();
  const key = (name: string): string => makeIntegrationKey(part(name).subarray(0, KEY_RANDOM_BYTES), integrationKeys);
  return {
    incomingKey: key('incoming key'),
    outgoingKey: key('outgoing key'),
    webhookSecret: makeWebhookSecret(part('webhook secret')),
  };
}
