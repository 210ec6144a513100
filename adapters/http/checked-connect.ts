import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { buildConnector } from 'undici';
import { type AddressPolicy, whyAddressRefused } from '../../core/domain/endpoint/address-policy';
import { ipLiteralOf } from '../../core/domain/endpoint/endpoint-url';

/** The deployment does not let endpoints have this address. Its message is for people. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
}

/** `dns.lookup` in the form that asks for all addresses. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Milliseconds. A server that does not take a connection by then is not there; attempts with less time end sooner. */
const CONNECT_TIMEOUT = 10_000;

/**
 * How sockets to endpoints are opened: the address is checked at the very moment of connecting, and the socket goes to the
 * address that was checked. A name that resolves to something else a moment later (DNS rebinding) gains nothing. Of
 * several addresses the refused ones are left out.
 */
export function createCheckedConnect(policy: AddressPolicy, resolve: Resolve = systemLookup): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT, lookup: checkedLookup(policy, resolve) });
  return (options, callback) => {
    // Node asks no lookup for a host that is an address already.
    const literal = ipLiteralOf(options.hostname.includes(':') ? `[${options.hostname}]` : options.hostname);
    const reason = literal === null ? null : whyAddressRefused(literal, policy);
    if (reason === null) connect(options, callback);
    else callback(new AddressRefusedError(reason), null);
  };
}

function checkedLookup(policy: AddressPolicy, resolve: Resolve) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const reasons = addresses.map(({ address }) => whyAddressRefused(address, policy));
      const allowed = addresses.filter((_, index) => reasons[index] === null);
      const first = allowed[0];
      if (first === undefined) callback(new AddressRefusedError(reasons[0] ?? `${hostname} has no address.`), []);
      else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}
