/**
 * The 22-character ids of incidents and alerts (contract §0.5): 128 bits in base 57, fixed width, most significant
 * character first. The alphabet is in ASCII order, so ids sort as their numbers do.
 */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE = BigInt(ALPHABET.length);
/** 57^22 > 2^128 > 57^21. */
const SHORT_UUID_LENGTH = 22;
const LIMIT = 1n << 128n;

const DIGITS: ReadonlyMap<string, bigint> = new Map(Array.from(ALPHABET, (char, index) => [char, BigInt(index)]));

/** The id of a 128-bit number. */
export function encodeShortUuid(value: bigint): string {
  if (value < 0n || value >= LIMIT) throw new RangeError('A short UUID holds 128 bits.');
  let rest = value;
  let text = '';
  for (let i = 0; i < SHORT_UUID_LENGTH; i++) {
    text = ALPHABET.charAt(Number(rest % BASE)) + text;
    rest /= BASE;
  }
  return text;
}

/** The 128-bit number of an id; null when the text is no such id. */
export function decodeShortUuid(text: string): bigint | null {
  if (text.length !== SHORT_UUID_LENGTH) return null;
  let value = 0n;
  for (const char of text) {
    const digit = DIGITS.get(char);
    if (digit === undefined) return null;
    value = value * BASE + digit;
  }
  return value < LIMIT ? value : null;
}

/** The 128 bits of a UUID text, with or without dashes, as a number; null when the text is no UUID. */
export function uuidToNumber(uuid: string): bigint | null {
  const hex = uuid.replaceAll('-', '');
  return /^[0-9a-f]{32}$/i.test(hex) ? BigInt(`0x${hex}`) : null;
}

/** The UUID text, lower case with dashes, of a 128-bit number. */
export function numberToUuid(value: bigint): string {
  const hex = value.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
