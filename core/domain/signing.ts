import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** A key of its own for each thing that is signed, so that one can never pass for another. */
export type SigningPurpose = 'trace-ids' | 'integration-keys' | 'canary';

/** Derives a purpose's key (32 bytes) from the deployment's signing secret (RFC 5869). */
export function deriveSigningKey(secret: string, purpose: SigningPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `tocsin/${purpose}`, 32));
}

/** The first `bits` (≤ 64) of HMAC-SHA256 over `text`, as a number. */
export function truncatedMac(key: Buffer, text: string, bits: number): bigint {
  const head = createHmac('sha256', key).update(text).digest().readBigUInt64BE(0);
  return head >> BigInt(64 - bits);
}

/** Whether two truncated MACs are equal, in constant time. */
export function macsEqual(a: bigint, b: bigint): boolean {
  const left = Buffer.alloc(8);
  const right = Buffer.alloc(8);
  left.writeBigUInt64BE(a);
  right.writeBigUInt64BE(b);
  return timingSafeEqual(left, right);
}
