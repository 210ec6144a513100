import type { Clock, IntegrationKeys } from '../../core/usecases/ports';
import { createTtlCache, type CacheLimits } from './ttl-cache';

/** Integration keys remembered for a few seconds, so that a storm reads each of them once. */
export function cacheIntegrationKeys(inner: IntegrationKeys, clock: Clock, limits?: CacheLimits): IntegrationKeys {
  const cache = createTtlCache(clock, limits);
  return { find: (integrationKey) => cache.get(integrationKey, () => inner.find(integrationKey)) };
}
