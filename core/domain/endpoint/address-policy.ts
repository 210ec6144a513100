import { type Cidr, cidrContains } from './cidr';
import { parseIpAddress } from './ip-address';
import { refusedKind } from './refused-ranges';

/** Which addresses the deployment lets endpoints have. */
export interface AddressPolicy {
  /** Endpoints must be https. */
  readonly httpsOnly: boolean;
  /** Ranges allowed beyond the public addresses (own-routes, "Deliveries"). */
  readonly allow: readonly Cidr[];
}

/** Null when endpoints may have this address, else the plain reason why not. `text` is an IP address, not a name. */
export function whyAddressRefused(text: string, { allow }: AddressPolicy): string | null {
  const address = parseIpAddress(text);
  // Not readable is not allowed: a form that we don't understand may mean something to the system's resolver.
  if (address === null) return `The address ${text} is not an IP address that can be checked.`;
  if (allow.some((cidr) => cidrContains(cidr, address))) return null;
  const kind = refusedKind(address);
  return kind === null ? null : `The address ${text} is ${kind}; endpoints must have a public address.`;
}
