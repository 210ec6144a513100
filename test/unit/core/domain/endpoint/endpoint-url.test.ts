import { describe, expect, it } from '@jest/globals';
import { parseAllowList } from '../../../../../core/domain/endpoint/cidr';
import { checkEndpointUrl } from '../../../../../core/domain/endpoint/endpoint-url';

const PUBLIC = { httpsOnly: false, allow: [] };
const LOCAL = { httpsOnly: false, allow: parseAllowList('127.0.0.0/8,::1/128') };

describe('an endpoint’s URL', () => {
  it.each([
    'https://example.com/hook',
    'http://example.com:8080/a/b?c=d',
    'https://93.184.216.34/',
    'https://[2606:2800:220:1::1]:8443/',
    'https://bücher.example/',
    'https://localhost.example.com/',
  ])('may be %s', (text) => {
    expect(checkEndpointUrl(text, PUBLIC)).toMatchObject({ ok: true });
  });

  it.each([
    ['ftp://example.com/', 'must begin with https:// or http://'],
    ['file:///etc/passwd', 'must begin with https:// or http://'],
    ['gopher://127.0.0.1:25/', 'must begin with https:// or http://'],
    ['javascript:alert(1)', 'must begin with https:// or http://'],
    ['example.com/hook', 'not a URL'],
    ['https://', 'not a URL'],
    ['https://1.2.3.4.5/', 'not a URL'],
    ['', 'not a URL'],
    ['https://user@example.com/', 'username or password'],
    ['https://user:secret@example.com/', 'username or password'],
    ['https://:secret@example.com/', 'username or password'],
    [`https://example.com/${'a'.repeat(2_048)}`, 'longer than'],
    ['http://127.0.0.1/', '127.0.0.1 is loopback'],
    ['http://127.0.0.1./', '127.0.0.1 is loopback'],
    ['http://2130706433/', '127.0.0.1 is loopback'],
    ['http://017700000001/', '127.0.0.1 is loopback'],
    ['http://0x7f000001/', '127.0.0.1 is loopback'],
    ['http://0x7f.1/', '127.0.0.1 is loopback'],
    ['http://0177.0.0.1/', '127.0.0.1 is loopback'],
    ['http://127.1/', '127.0.0.1 is loopback'],
    ['http://0/', '0.0.0.0 is unspecified'],
    ['http://①②⑦.⓪.⓪.①/', '127.0.0.1 is loopback'],
    ['http://127。0。0。1/', '127.0.0.1 is loopback'],
    ['http://%31%32%37.0.0.1/', '127.0.0.1 is loopback'],
    ['http://169.254.169.254/latest/meta-data/', 'cloud metadata'],
    ['http://0xa9fea9fe/', 'cloud metadata'],
    ['http://[::1]/', '::1 is loopback'],
    ['http://[0:0:0:0:0:0:0:1]/', '::1 is loopback'],
    ['http://[::ffff:127.0.0.1]/', 'IPv4-mapped'],
    ['http://[::ffff:a9fe:a9fe]/', 'IPv4-mapped'],
    ['http://[64:ff9b::a9fe:a9fe]/', 'NAT64'],
    ['http://[2002:a9fe:a9fe::]/', '6to4'],
    ['http://[fd00:ec2::254]/', 'cloud metadata'],
    ['http://[fe80::1]/', 'link-local'],
    ['http://localhost/', 'loopback'],
    ['http://LocalHost:3000/', 'loopback'],
    ['http://localhost./', 'loopback'],
    ['http://a.localhost/', 'loopback'],
  ])('may not be %s', (text, reason) => {
    expect(checkEndpointUrl(text, PUBLIC)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it.each(['http://127.0.0.1:3000/', 'http://[::1]:3000/', 'http://localhost:3000/', 'http://0x7f.1/'])(
    'may be %s where the deployment allows loopback',
    (text) => {
      expect(checkEndpointUrl(text, LOCAL)).toMatchObject({ ok: true });
    },
  );

  it('may not be plain http where the deployment wants https', () => {
    const strict = { ...LOCAL, httpsOnly: true };
    expect(checkEndpointUrl('http://example.com/', strict)).toEqual({
      ok: false,
      reason: 'The URL must begin with https://.',
    });
    expect(checkEndpointUrl('https://example.com/', strict)).toMatchObject({ ok: true });
  });
});
