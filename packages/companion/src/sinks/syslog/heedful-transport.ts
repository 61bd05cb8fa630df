import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { checkedLookup } from '../../addresses/checked-lookup.ts';

/** A TCP connection, and what TLS runs over it. */
export interface HeedfulTransport {
  readonly plain: Socket;
  readonly transport: Duplex;
}

const READ_BYTES = 65_536;

/**
 * Begins a TCP connection whose outcome can be told: `plain` ends where the other side has closed it, and errs where that has reset it. Over
 * a plain socket TLS lets go of a connection as soon as it is done itself, and libuv takes a reset for an end where something can still be
 * read; so here it is read piece by piece, each in a turn of its own, and outlives TLS.
 */
export function heedfulTransport({ host, port }: { readonly host: string; readonly port: number }): HeedfulTransport {
  const plain = connect({
    ...{ host, port, lookup: checkedLookup((kind) => kind !== 'forbidden') },
    onread: {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (count, bytes) => {
        // What comes when TLS is done is nobody's.
        if (transport.destroyed) readOn();
        else transport.push(Buffer.from(bytes.subarray(0, count)));
        return false;
      },
    },
  });
  const readOn = () => void setImmediate(() => plain.resume());
  const transport = new Duplex({
    read: readOn,
    write: (chunk, encoding, done) => void plain.write(chunk, encoding, done),
    final: (done) => {
      plain.end();
      done();
    },
    destroy: (cause, done) => {
      if (cause !== null) plain.destroy();
      plain.end();
      readOn();
      done(cause);
    },
  });
  plain.once('end', () => transport.push(null));
  plain.once('error', (cause) => transport.destroy(cause));
  return { plain, transport };
}
