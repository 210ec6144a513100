import { numberToUuid, uuidToNumber } from './short-uuid';
import { macsEqual, truncatedMac } from './signing';

/** A UUID that looks like version 4 (RFC 9562) has 122 free bits: ours are a body and a MAC over it. */
const FREE_BITS = 122;
const VERSION_4 = 0x4n;
const VARIANT_10 = 0b10n;

/** Puts 122 bits around the version and variant bits. */
function embed(free: bigint): bigint {
  const high = free >> 74n;
  const middle = (free >> 62n) & 0xfffn;
  const low = free & ((1n << 62n) - 1n);
  return (high << 80n) | (VERSION_4 << 76n) | (middle << 64n) | (VARIANT_10 << 62n) | low;
}

/** The 122 free bits; null when version or variant are not ours. */
function extract(value: bigint): bigint | null {
  if (((value >> 76n) & 0xfn) !== VERSION_4 || ((value >> 62n) & 0b11n) !== VARIANT_10) return null;
  const high = value >> 80n;
  const middle = (value >> 64n) & 0xfffn;
  const low = value & ((1n << 62n) - 1n);
  return (high << 74n) | (middle << 62n) | low;
}

/** Makes the UUID of `body` (122 − `macBits` bits), signed with `key`. */
export function signUuid(body: bigint, macBits: number, key: Buffer): string {
  if (body < 0n || body >= 1n << BigInt(FREE_BITS - macBits)) throw new RangeError('The body does not fit.');
  return numberToUuid(embed((body << BigInt(macBits)) | truncatedMac(key, body.toString(16), macBits)));
}

/** The body of a UUID made by {@link signUuid} with the same key; null for anything else, forged ids among it. */
export function verifyUuid(uuid: string, macBits: number, key: Buffer): bigint | null {
  const value = uuidToNumber(uuid);
  const free = value === null ? null : extract(value);
  if (free === null) return null;
  const body = free >> BigInt(macBits);
  const mac = free & ((1n << BigInt(macBits)) - 1n);
  return macsEqual(mac, truncatedMac(key, body.toString(16), macBits)) ? body : null;
}
