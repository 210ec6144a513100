/** An IP address as a number, so that ranges are comparisons. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

export const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

/**
 * Reads an address in its canonical text forms: dotted quad, or IPv6 with `::` and an embedded quad. Null for everything
 * else, in particular for the octal, hex and short forms of IPv4 (WHATWG URLs turn those into quads before) and for zone
 * ids: what this can't read is never connected to.
 */
export function parseIpAddress(text: string): IpAddress | null {
  if (!text.includes(':')) {
    const value = parseQuad(text);
    return value === null ? null : { family: 4, value };
  }
  const groups = parseGroups(text);
  if (groups === null) return null;
  return { family: 6, value: groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n) };
}

function parseQuad(text: string): bigint | null {
  const parts = text.split('.');
  // No leading zeros: elsewhere 010 is eight.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

/** The eight 16-bit groups of an IPv6 address. */
function parseGroups(text: string): readonly number[] | null {
  const halves = withoutQuad(text)?.split('::');
  if (halves === undefined || halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...(head ?? []), ...(tail ?? [])];
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  // `::` stands for one group at least; without it all eight are there.
  const missing = 8 - given.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const zeros = Array.from({ length: missing }, () => '0');
  return [...(head ?? []), ...zeros, ...(tail ?? [])].map((group) => parseInt(group, 16));
}

/** An embedded quad at the end (`::ffff:127.0.0.1`) as two groups; null when it is none. */
function withoutQuad(text: string): string | null {
  const quad = /:(\d[\d.]*\.[\d.]*)$/.exec(text)?.[1];
  if (quad === undefined) return text;
  const value = parseQuad(quad);
  if (value === null) return null;
  return `${text.slice(0, -quad.length)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}
