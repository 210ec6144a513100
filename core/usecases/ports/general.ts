import type { Micros } from '../../contracts/incident';

/* What of the world is nobody's in particular. */

/** The current time in microseconds, never going back within one process and never the same twice. */
export type Clock = () => Micros;

/** One structured line; fields never hold secrets or bodies. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Lets through so many a minute and key; see `core/domain/rate-limit`. */
export interface RateLimiter {
  /** Whether one more may pass now. One that may not counts for nothing, and may come again after so many seconds (≥ 1). */
  take(key: string): { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };
}

/** Encrypts endpoints' credentials at rest. */
export interface CredentialVault {
  seal(clear: string): string;
  open(sealed: string): string;
}

/** Keys that sign trace ids and integration keys; see `core/domain/signing`. */
export interface SigningKeys {
  readonly traceIds: Buffer;
  readonly integrationKeys: Buffer;
}
