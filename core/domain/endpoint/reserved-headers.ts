/** Set by us or by HTTP itself: replaced ones would break signatures, framing or routing, or hide who is calling. */
const RESERVED = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-signature',
]);
const RESERVED_PREFIXES = ['webhook-', 'x-tocsin-', 'proxy-'];

/** May an endpoint's configuration not set this header? Names are case-insensitive. */
export function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix));
}
