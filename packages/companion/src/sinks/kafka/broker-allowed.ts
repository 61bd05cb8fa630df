import { addressKind, literalAddress } from '../../addresses/address-kind.ts';

/**
 * Whether a broker may be connected to, which may be one that a cluster names: never at an address that is never called, and without TLS only on
 * this very machine.
 */
export function brokerAllowed(host: string, { tls }: { readonly tls: boolean }): boolean {
  const literal = literalAddress(host);
  const kind = literal === undefined ? undefined : addressKind(literal);
  if (kind === 'forbidden') return false;
  return tls || host === 'localhost' || kind === 'loopback';
}
