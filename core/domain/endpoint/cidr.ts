import { ADDRESS_BITS, type IpAddress, parseIpAddress } from './ip-address';

/** A range of addresses: all that agree with `base` in the first `prefix` bits. */
export interface Cidr {
  readonly base: IpAddress;
  readonly prefix: number;
}

/** Reads `10.0.0.0/8` or `::1/128`; null when it is no CIDR. Bits beyond the prefix may be set, they don't count. */
export function parseCidr(text: string): Cidr | null {
  const [address = '', prefixText = '', ...rest] = text.trim().split('/');
  const base = parseIpAddress(address);
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : NaN;
  if (base === null || rest.length > 0 || !(prefix <= ADDRESS_BITS[base.family])) return null;
  return { base, prefix };
}

/** Is the address in the range? Never across families. */
export function cidrContains({ base, prefix }: Cidr, address: IpAddress): boolean {
  if (base.family !== address.family) return false;
  const shift = BigInt(ADDRESS_BITS[base.family] - prefix);
  return base.value >> shift === address.value >> shift;
}

/**
 * Reads the deployment's allow-list: comma-separated CIDRs, empty = none.
 * @throws Error when an entry is no CIDR: a typo must stop the start, not open or close something silently.
 */
export function parseAllowList(text: string): readonly Cidr[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const cidr = parseCidr(entry);
      if (cidr === null) throw new Error(`"${entry}" is no CIDR such as 10.0.0.0/8.`);
      return cidr;
    });
}
