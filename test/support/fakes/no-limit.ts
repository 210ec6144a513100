import type { RateLimiter } from '../../../core/usecases/ports';

/** Lets everything through. */
export const NO_LIMIT: RateLimiter = { take: () => ({ ok: true }) };
