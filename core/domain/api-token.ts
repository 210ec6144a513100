import { createHash, timingSafeEqual } from 'node:crypto';
import type { TokenScope } from '../contracts/resources';

/** Random bytes of a token: its text is their hex, 40 characters (contract §0.2). */
export const TOKEN_RANDOM_BYTES = 20;

/** SHA-256 of a token's text, hex: what is kept. The text is 160 random bits, so neither salt nor stretching adds anything. */
export function hashToken(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The token in an `Authorization` header: `Token`, `token` or `Bearer` (contract §0.2); null when there is none. */
export function readAuthorization(header: string | undefined): string | null {
  return /^(?:token|bearer) +([0-9a-f]{40}) *$/i.exec(header ?? '')?.[1] ?? null;
}

/** Whether two hashes of {@link hashToken} are equal, in constant time. */
export function hashesEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const RANK: Readonly<Record<TokenScope, number>> = { read: 0, write: 1, admin: 2 };

/** Whether a token of scope `has` may do what takes `needs`: each scope includes those before it. */
export function scopeReaches(has: TokenScope, needs: TokenScope): boolean {
  return RANK[has] >= RANK[needs];
}
