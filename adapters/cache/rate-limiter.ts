import { takeToken, type BucketFullAt } from '../../core/domain/rate-limit/token-bucket';
import type { Clock, RateLimiter } from '../../core/usecases/ports';

const MICROS_PER_SECOND = 1_000_000;

/**
 * Buckets are remembered for so many keys; the one unused for longest is forgotten first, and is full when it comes back.
 * Keys are those of resources that exist: nobody can push others out by making keys up.
 */
const MOST_KEYS = 10_000;

/**
 * A limit of so many a minute and key, 0 = none, counted in the memory of this function instance alone: it costs no call
 * and no write, and as many instances as run let through as many times as much (docs/adr/0031-limits-in-memory.md).
 */
export function createRateLimiter(perMinute: number, clock: Clock, mostKeys: number = MOST_KEYS): RateLimiter {
  const buckets = new Map<string, BucketFullAt>();
  return {
    take(key) {
      if (perMinute === 0) return { ok: true };
      const known = buckets.get(key) ?? 0;
      const taken = takeToken(known, clock(), perMinute);
      // Put back at the young end: a map keeps the order of insertion.
      buckets.delete(key);
      buckets.set(key, taken.ok ? taken.fullAt : known);
      const oldest = buckets.keys().next();
      if (buckets.size > mostKeys && oldest.value !== undefined) buckets.delete(oldest.value);
      return taken.ok ? taken : { ok: false, retryAfterSeconds: Math.ceil(taken.wait / MICROS_PER_SECOND) };
    },
  };
}
