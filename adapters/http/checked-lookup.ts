import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { type AddressPolicy, whyAddressRefused } from '../../core/domain/endpoint/address-policy';

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

/**
 * A lookup for sockets that gives allowed addresses only; of several the refused ones are left out. The socket goes to
 * what this gave, so a name that resolves to something else a moment later (DNS rebinding) gains nothing.
 *
 * @param resolve finds a name's addresses; for tests.
 */
export function checkedLookup(policy: AddressPolicy, resolve: Resolve = systemLookup) {
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
