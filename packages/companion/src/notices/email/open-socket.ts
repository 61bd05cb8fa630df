import { connect, isIP, type Socket } from 'node:net';
import { SallyportError } from '@sallyport/core';
import { addressKind } from '../../addresses/address-kind.ts';
import { checkedLookup } from '../../addresses/checked-lookup.ts';
import { upstreamFailure } from '../../upstream/upstream-failure.ts';

/** Opens a connection to a mail server, at no address that is never called. Raises `upstream_unreachable`, `upstream_not_allowed`, `cancelled`. */
export function openSocket(
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // What is an address already is not looked up.
    const literal = isIP(host) === 0 ? undefined : addressKind(host);
    if (literal === 'forbidden') throw new SallyportError('upstream_not_allowed');
    const socket = connect({ host, port, lookup: checkedLookup((kind) => kind !== 'forbidden') });
    const stop = () => socket.destroy(new SallyportError('cancelled'));
    const settle = (settled: () => void) => {
      signal.removeEventListener('abort', stop);
      settled();
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    socket.once('connect', () => settle(() => resolve(socket)));
    socket.once('error', (cause) => settle(() => reject(upstreamFailure(cause))));
  });
}
