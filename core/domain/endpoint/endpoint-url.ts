import { type AddressPolicy, whyAddressRefused } from './address-policy';

/** Longest URL that is kept, in characters: what servers commonly take. */
const LONGEST_URL = 2_048;

/** A URL that may be connected to, or the plain reason why not. */
export type EndpointUrl = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly reason: string };

/**
 * Checks all of an endpoint's URL that can be seen without resolving its name: used when it is saved, to say no at once,
 * and again before each attempt, because the deployment's settings may have changed. WHATWG parsing turns decimal, octal,
 * hex and short IPv4 hosts into quads, so `http://2130706433/` and `http://0x7f.1/` are seen as what they are.
 */
export function checkEndpointUrl(text: string, policy: AddressPolicy): EndpointUrl {
  const refused = (reason: string): EndpointUrl => ({ ok: false, reason });
  if (text.length > LONGEST_URL) return refused(`The URL is longer than ${LONGEST_URL} characters.`);
  const url = URL.parse(text);
  if (url === null) return refused('This is not a URL.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refused('The URL must begin with https:// or http://.');
  if (policy.httpsOnly && url.protocol !== 'https:') return refused('The URL must begin with https://.');
  // They would be logged and shown with the URL; auth has its own place, where it is kept encrypted.
  if (url.username !== '' || url.password !== '')
    return refused('The URL must not hold a username or password; use auth of type basic.');
  const reason = whyHostRefused(url.hostname, policy);
  return reason === null ? { ok: true, url } : refused(reason);
}

function whyHostRefused(hostname: string, policy: AddressPolicy): string | null {
  const literal = ipLiteralOf(hostname);
  if (literal !== null) return whyAddressRefused(literal, policy);
  // These names always mean this machine (RFC 6761), so the answer is known before asking anybody.
  if (!/(^|\.)localhost\.?$/.test(hostname)) return null;
  const reasons = ['127.0.0.1', '::1'].map((loopback) => whyAddressRefused(loopback, policy));
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

/** The address when a URL's hostname is one, without the brackets of IPv6; null for a name. */
export function ipLiteralOf(hostname: string): string | null {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  // WHATWG: a hostname that ends in a number is an IPv4 address, or the URL would not have parsed.
  return /^[\d.]+$/.test(hostname) ? hostname.replace(/\.$/, '') : null;
}
