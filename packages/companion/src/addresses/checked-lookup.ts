import { type LookupAddress, lookup as lookupName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { SallyportError } from '@sallyport/core';
import { type AddressKind, addressKind } from './address-kind.ts';

/** Tells whether an address of this kind may be called. */
export type MayCall = (kind: AddressKind) => boolean;

/** Finds all addresses of a name, as `dns.lookup` does. */
export type FindAddresses = (
  hostname: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

const FAMILIES: Readonly<Record<string, number>> = { IPv4: 4, IPv6: 6 };

/**
 * Looks a name up for a socket that is about to connect to what this gives, so that no other answer can come between the check and the
 * connection. Where one address of the name may not be called, none is: `upstream_not_allowed`.
 */
export function checkedLookup(mayCall: MayCall, find: FindAddresses = lookupName): LookupFunction {
  return (hostname, { all, family, hints }, done) => {
    const wanted = typeof family === 'string' ? FAMILIES[family] : family;
    const asked = { ...(wanted === undefined ? {} : { family: wanted }), ...(hints === undefined ? {} : { hints }) };
    find(hostname, { ...asked, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) {
        done(error ?? new SallyportError('upstream_unreachable'), '', 0);
      } else if (!addresses.every(({ address }) => mayCall(addressKind(address)))) {
        done(new SallyportError('upstream_not_allowed'), '', 0);
      } else if (all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
