import { isIP, isIPv4 } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { whyAddressRefused } from '../../../../../core/domain/endpoint/address-policy';
import { cidrContains, parseAllowList, parseCidr } from '../../../../../core/domain/endpoint/cidr';
import { parseIpAddress } from '../../../../../core/domain/endpoint/ip-address';

const why = (address: string, allow = ''): string | null =>
  whyAddressRefused(address, { httpsOnly: false, allow: parseAllowList(allow) });

describe('addresses that endpoints may not have', () => {
  it.each([
    // First and last of each range, and what clouds keep their credentials at.
    ['0.0.0.0', 'unspecified'],
    ['0.255.255.255', 'unspecified'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['100.64.0.0', 'CGNAT'],
    ['100.127.255.255', 'CGNAT'],
    ['100.100.100.200', 'cloud metadata'],
    ['127.0.0.0', 'loopback'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['168.63.129.16', 'cloud metadata'],
    ['169.254.0.0', 'link-local'],
    ['169.254.169.254', 'cloud metadata'],
    ['169.254.170.2', 'cloud metadata'],
    ['169.254.255.255', 'link-local'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.0', 'reserved'],
    ['192.0.0.192', 'cloud metadata'],
    ['192.0.0.255', 'reserved'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4'],
    ['192.168.0.0', 'private'],
    ['192.168.255.255', 'private'],
    ['198.18.0.0', 'benchmarks'],
    ['198.19.255.255', 'benchmarks'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.7', 'documentation'],
    ['224.0.0.0', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.0', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::7f00:1', 'reserved'],
    ['::127.0.0.1', 'reserved'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:7f00:1', 'IPv4-mapped'],
    ['::ffff:8.8.8.8', 'IPv4-mapped'],
    ['0:0:0:0:0:ffff:a9fe:a9fe', 'IPv4-mapped'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b::169.254.169.254', 'NAT64'],
    ['64:ff9b::8.8.8.8', 'NAT64'],
    ['64:ff9b:1::1', 'NAT64'],
    ['100::1', 'reserved'],
    ['2001::1', 'Teredo'],
    ['2001:0:53aa:64c:0:5efe:7f00:1', 'Teredo'],
    ['2001:2::1', 'reserved'],
    ['2001:10::1', 'reserved'],
    ['2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', 'reserved'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::', '6to4'],
    ['2002:808:808::1', '6to4'],
    ['3fff::1', 'documentation'],
    ['4000::1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['fc00::1', 'unique-local'],
    ['fd00:ec2::254', 'cloud metadata'],
    ['fd20:ce::254', 'cloud metadata'],
    ['fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'unique-local'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['FF02::1', 'multicast'],
  ])('%s is refused as %s', (address, kind) => {
    expect(why(address)).toContain(`The address ${address} is `);
    expect(why(address)).toContain(kind);
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2003::1',
    '2600:1f18::1',
    '2a00:1450:4001:82a::200e',
    '3ffe:ffff::1',
  ])('%s is public', (address) => {
    expect(why(address)).toBeNull();
  });

  it.each([
    '',
    'localhost',
    '127.1',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.5',
    'fe80::1%eth0',
  ])('%j is no address that could be checked, so it is refused', (text) => {
    expect(why(text)).toContain('not an IP address that can be checked');
  });

  it('are allowed where the deployment lists them, and only those', () => {
    const allow = '127.0.0.0/8, ::1/128 ,10.1.2.0/24';
    expect(['127.0.0.1', '127.9.9.9', '::1', '10.1.2.3'].map((address) => why(address, allow))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(why('10.1.3.1', allow)).not.toBeNull();
    expect(why('169.254.169.254', allow)).not.toBeNull();
    // The same machine by a disguised name is not on the list.
    expect(why('::ffff:127.0.0.1', allow)).not.toBeNull();
  });
});

describe('reading an address', () => {
  it('takes what Node takes for an address, but for zone ids, and nothing else', () => {
    const anything = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.stringMatching(/^[0-9a-f:.]{1,24}$/),
      fc.ipV4Extended(),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const family = text.includes('%') ? 0 : isIP(text);
        expect(parseIpAddress(text)?.family ?? 0).toBe(family);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the same number for every spelling of an IPv6 address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        // WHATWG URLs write each address in its one canonical form.
        const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        expect(parseIpAddress(text)).toEqual(parseIpAddress(canonical));
      }),
    );
  });

  it('gives the number of a quad', () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        const [a, b, c, d] = text.split('.').map(Number);
        const value = ((a! * 256 + b!) * 256 + c!) * 256 + d!;
        expect(isIPv4(text)).toBe(true);
        expect(parseIpAddress(text)).toEqual({ family: 4, value: BigInt(value) });
      }),
    );
  });
});

describe('a CIDR', () => {
  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0/8',
    '::/129',
    '/8',
    'x/8',
    '10.0.0.0/ 8',
    '',
  ])('is not %j', (text) => {
    expect(parseCidr(text)).toBeNull();
  });

  it('of length 0 has all addresses of its family and none of the other', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), (four, six) => {
        const all4 = parseCidr('0.0.0.0/0')!;
        expect(cidrContains(all4, parseIpAddress(four)!)).toBe(true);
        expect(cidrContains(all4, parseIpAddress(six)!)).toBe(false);
        expect(cidrContains(parseCidr('::/0')!, parseIpAddress(six)!)).toBe(true);
      }),
    );
  });

  it('list that holds anything else stops the start', () => {
    expect(() => parseAllowList('127.0.0.0/8,localhost')).toThrow('"localhost" is no CIDR');
    expect(parseAllowList('')).toEqual([]);
    expect(parseAllowList(' , ')).toEqual([]);
  });
});
