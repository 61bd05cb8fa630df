import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { SallyportError } from '@sallyport/core';
import { addressKind } from '../../addresses/address-kind.ts';
import type { TlsMaterial } from '../../upstream/tls-files.ts';
import { heedfulTransport } from './heedful-transport.ts';

/** Where a collector is, and what is shown to it, and believed of it. */
export interface CollectorPlace {
  readonly host: string;
  readonly port: number;
  readonly material: TlsMaterial;
}

/** How long a collector is given to refuse who sends. Milliseconds. */
const WELCOME_MS = 250;

/** A connection to a collector: TLS, and TCP below it, which outlives it. */
export interface CollectorSocket {
  readonly socket: TLSSocket;
  readonly plain: Socket;
}

/** Begins a connection to a collector: TLS 1.2 at least, always verified, to no address that is never called. Raises `upstream_not_allowed`. */
export function collectorSocket({ host, port, material }: CollectorPlace): CollectorSocket {
  const literal = isIP(host) !== 0;
  if (literal && addressKind(host) === 'forbidden') throw new SallyportError('upstream_not_allowed');
  const { plain, transport } = heedfulTransport({ host, port });
  const socket = connect({
    ...{ host, ...material, socket: transport },
    // Server Name Indication is for names alone, RFC 6066 §3.
    ...(literal ? {} : { servername: host }),
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing.
    ...{ minVersion: 'TLSv1.2', rejectUnauthorized: true },
  });
  return { socket, plain };
}

/**
 * Calls back once the collector has had its chance to refuse who sends. In TLS 1.3 it judges that only after the handshake seems done, and a
 * refusal is easily lost among what was sent meanwhile: so its first ticket is waited for, which it gives once it is content, or, since
 * some give none, a moment.
 */
export function whenWelcome(socket: TLSSocket, begin: () => void): void {
  socket.once('secureConnect', () => {
    if (socket.getProtocol() !== 'TLSv1.3') {
      begin();
      return;
    }
    let begun = false;
    const beginOnce = () => {
      clearTimeout(moment);
      if (!begun && !socket.destroyed) begin();
      begun = true;
    };
    const moment = setTimeout(beginOnce, WELCOME_MS);
    socket.once('close', () => clearTimeout(moment));
    // It is told of while OpenSSL reads, which may not be made to write.
    socket.once('session', () => setImmediate(beginOnce));
  });
}
