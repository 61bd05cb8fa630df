import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { networkList } from '@sallyport/core';

/** Says from which address a request came. `undefined` when its connection has gone. */
export type ClientAddress = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string | undefined;

/** An address with a port, as some proxies write it: `192.0.2.1:4711`, `[2001:db8::1]:4711`, and the latter without one (RFC 7239 §6). */
const WITH_PORT = /^(?:([\d.]{7,15}):\d{1,5}|\[([\da-f:.]{2,45})\](?::\d{1,5})?)$/i;

/**
 * The address that a connection comes from; or, where that is a trusted proxy's, the one for which it vouches in `X-Forwarded-For`: from
 * the right the first that is no trusted proxy's itself, or the leftmost where all are. Whatever stands left of it anybody may have
 * written, and is not read. Where an entry on the way is no address, it is the proxy's own that counts. No other header is believed.
 */
export function clientAddress(trustedProxies: readonly string[] = []): ClientAddress {
  if (trustedProxies.length === 0) return ({ socket }) => socket.remoteAddress;
  const isTrusted = networkList(trustedProxies);
  return ({ headers, socket }) => {
    const peer = socket.remoteAddress;
    if (peer === undefined || !isTrusted(peer)) return peer;
    // Node joins headers of this name that come several times, in their order.
    const forwarded = headers['x-forwarded-for'];
    if (typeof forwarded !== 'string') return peer;
    return vouchedFor(forwarded.split(','), isTrusted) ?? peer;
  };
}

function vouchedFor(entries: readonly string[], isTrusted: (ip: string) => boolean): string | undefined {
  let last: string | undefined;
  for (const entry of entries.toReversed()) {
    last = readEntry(entry.trim());
    if (last === undefined || !isTrusted(last)) return last;
  }
  return last;
}

function readEntry(entry: string): string | undefined {
  const [, ipv4, ipv6] = WITH_PORT.exec(entry) ?? [];
  const address = ipv4 ?? ipv6 ?? entry;
  // A zone, as in `fe80::1%eth0`, is text of the sender's choice.
  return isIP(address) > 0 && !address.includes('%') ? address : undefined;
}
