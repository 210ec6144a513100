const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Characters of an account's id (contract §0.5), and random bytes that {@link makeAccountId} takes. */
export const ACCOUNT_ID_LENGTH = 5;

/** An account's id: five lower-case letters and digits. Part of URLs and no secret, so a slight bias does no harm. */
export function makeAccountId(random: Uint8Array): string {
  return [...random.subarray(0, ACCOUNT_ID_LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}
