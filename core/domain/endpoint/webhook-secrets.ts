import type { Micros } from '../../contracts/incident';
import type { SealedText, StandardWebhooks } from '../../contracts/resources';

/** How long a replaced secret goes on signing beside its successor (own-routes): 24 hours. */
const OVERLAP: Micros = 24 * 60 * 60 * 1_000_000;

/** Each one is a signature of 47 characters in a header, and receivers' servers take a few KB of headers. */
const MOST_SECRETS = 5;

/** The sealed secrets that sign now, newest first; none when Standard Webhooks are switched off. */
export function signingSecrets(setting: StandardWebhooks | undefined, now: Micros): readonly SealedText[] {
  if (setting?.enabled !== true) return [];
  return setting.secrets
    .filter(({ valid_until }) => valid_until === null || now < valid_until)
    .map(({ secret }) => secret);
}

/**
 * Replaces the secret. The one before signs for another 24 hours, so that receivers can change over; one that was replaced
 * earlier keeps its own end, so that rotating twice in a row does not extend it. Of more than five the oldest go early.
 */
export function rotateSecret(setting: StandardWebhooks, fresh: SealedText, now: Micros): StandardWebhooks {
  const kept = setting.secrets
    .map(({ secret, valid_until }) => ({ secret, valid_until: valid_until ?? now + OVERLAP }))
    .filter(({ valid_until }) => now < valid_until);
  return { enabled: setting.enabled, secrets: [{ secret: fresh, valid_until: null }, ...kept].slice(0, MOST_SECRETS) };
}
