import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A host name or address, with a port perhaps: what may go into links. */
const HOST = /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-fA-F:]+\](:\d{1,5})?$/;

/** Scheme and host that the request came to, for absolute links; no trailing slash. */
export function baseUrlOf({ headers, requestContext }: APIGatewayProxyEventV2): string {
  const host = headers['host'] ?? '';
  const scheme = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  // What the caller writes into Host comes back in links to the same caller; the gateway's own name stands in for nonsense.
  return `${scheme}://${HOST.test(host) ? host : requestContext.domainName}`;
}
