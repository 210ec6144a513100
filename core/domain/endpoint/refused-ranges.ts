import { type Cidr, cidrContains, parseCidr } from './cidr';
import type { IpAddress } from './ip-address';

/** A range that endpoints may not have, and what it is, for people. */
interface RefusedRange {
  readonly cidr: Cidr;
  readonly kind: string;
}

/**
 * The IANA special-purpose registries (IPv4 and IPv6, all that are not globally reachable), multicast, and the addresses
 * where clouds serve credentials. First match names the kind.
 */
const TABLE: readonly (readonly [cidr: string, kind: string])[] = [
  // Metadata services before the ranges they lie in, to be named as what they are.
  ['169.254.169.254/32', 'cloud metadata'],
  ['169.254.170.0/24', 'cloud metadata'],
  ['168.63.129.16/32', 'cloud metadata'],
  ['100.100.100.200/32', 'cloud metadata'],
  ['192.0.0.192/32', 'cloud metadata'],
  ['fd00:ec2::/32', 'cloud metadata'],
  ['fd20:ce::254/128', 'cloud metadata'],
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared by carriers (CGNAT)'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'reserved for documentation'],
  ['192.88.99.0/24', '6to4'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'reserved for benchmarks'],
  ['198.51.100.0/24', 'reserved for documentation'],
  ['203.0.113.0/24', 'reserved for documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  // An IPv4 address in disguise would pass by the IPv4 table; honest names resolve to the IPv4 address itself.
  ['::ffff:0:0/96', 'IPv4-mapped'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64'],
  ['100::/64', 'reserved'],
  ['2001::/32', 'Teredo'],
  ['2001::/23', 'reserved'],
  ['2001:db8::/32', 'reserved for documentation'],
  ['2002::/16', '6to4'],
  ['3fff::/20', 'reserved for documentation'],
  ['fc00::/7', 'unique-local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
];

const REFUSED: readonly RefusedRange[] = TABLE.map(([text, kind]) => ({ cidr: knownCidr(text), kind }));

/** Only this eighth of IPv6 is handed out as global unicast; whatever lies outside is refused without being listed. */
const GLOBAL_IPV6 = knownCidr('2000::/3');

/** What kind of address it is that endpoints may not have; null for a public one. */
export function refusedKind(address: IpAddress): string | null {
  const range = REFUSED.find(({ cidr }) => cidrContains(cidr, address));
  if (range !== undefined) return range.kind;
  return address.family === 6 && !cidrContains(GLOBAL_IPV6, address) ? 'reserved' : null;
}

function knownCidr(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === null) throw new Error(`"${text}" is no CIDR.`);
  return cidr;
}
