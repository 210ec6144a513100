import type { buildConnector as Undici } from 'undici';
import { type AddressPolicy, whyAddressRefused } from '../../core/domain/endpoint/address-policy';
import { ipLiteralOf } from '../../core/domain/endpoint/endpoint-url';
import { AddressRefusedError, checkedLookup, type Resolve } from './checked-lookup';
import { buildConnector } from './undici-parts';

/** Milliseconds. A server that does not take a connection by then is not there; attempts with less time end sooner. */
const CONNECT_TIMEOUT = 10_000;

/**
 * How sockets to endpoints are opened: the address is checked at the very moment of connecting, and the socket goes to the
 * address that was checked.
 */
export function createCheckedConnect(policy: AddressPolicy, resolve?: Resolve): Undici.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT, lookup: checkedLookup(policy, resolve) });
  return (options, callback) => {
    // Node asks no lookup for a host that is an address already.
    const literal = ipLiteralOf(options.hostname.includes(':') ? `[${options.hostname}]` : options.hostname);
    const reason = literal === null ? null : whyAddressRefused(literal, policy);
    if (reason === null) connect(options, callback);
    else callback(new AddressRefusedError(reason), null);
  };
}
