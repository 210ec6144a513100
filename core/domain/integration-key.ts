import { signUuid, verifyUuid } from './self-proving-uuid';

/**
 * Integration keys that we make prove themselves, so that intake can take alerts while the table can't be read
 * (DESIGN §2): 62 random bits, the URL's secret, and 60 bits MAC.
 */
const MAC_BITS = 60;
const RANDOM_BITS = 62;
/** How many random bytes {@link makeIntegrationKey} takes. */
export const KEY_RANDOM_BYTES = 8;

/** Makes an integration key from at least {@link KEY_RANDOM_BYTES} random bytes. */
export function makeIntegrationKey(random: Uint8Array, key: Buffer): string {
  const bits = BigInt(`0x${Buffer.from(random).toString('hex')}`) & ((1n << BigInt(RANDOM_BITS)) - 1n);
  return signUuid(bits, MAC_BITS, key);
}

/** Whether this deployment made the key. Says nothing about whether its integration still exists or is enabled. */
export function isOurIntegrationKey(text: string, key: Buffer): boolean {
  return verifyUuid(text, MAC_BITS, key) !== null;
}
