import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { SallyportError } from '@sallyport/core';
import { networkList } from '../network/index.ts';

/**
 * Addresses at which clouds hand out credentials to whoever asks: link-local ones (RFC 3927, RFC 4291 §2.5.6), those of AWS over
 * IPv6, of Azure's and of Alibaba's hosts. No issuer lives there.
 */
const NEVER_CALLED = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::/32', '168.63.129.16/32', '100.100.100.200/32'];

/** Tells whether an address is one that is never called. */
export const isNeverCalled: (address: string) => boolean = networkList(NEVER_CALLED);

/** Tells whether a URL names, as its host, an address that is never called: for such a host nothing is looked up. */
export function namesNeverCalled({ hostname }: URL): boolean {
  return isNeverCalled(hostname.replace(/^\[|\]$/g, ''));
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** `dns.lookup` that finds nothing where any address found is one that is never called, so that no name leads there. */
export function safeLookup(hostname: string, options: LookupOptions, found: Found): void {
  lookup(hostname, options, (error, address, family) => {
    const addresses = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
    if (error === null && addresses.some(isNeverCalled)) found(new SallyportError('upstream_not_allowed'), '');
    else found(error, address, family);
  });
}
