import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { SallyportError } from '@sallyport/core';
import { upstreamFailure } from '../../upstream/upstream-failure.ts';
import { type CollectorPlace, type CollectorSocket, collectorSocket, whenWelcome } from './collector-socket.ts';

/** Where frames are sent, and how long nothing may happen. */
export interface FrameWay extends CollectorPlace {
  readonly signal: AbortSignal;
  /** Milliseconds in which not one byte goes or comes. */
  readonly stallMs: number;
}

/** How long, at least, a connection stands open after all has left. Milliseconds. */
const LEAST_QUIET_MS = 50;

/**
 * Sends frames over a connection of their own, each made when the collector has taken enough of those before it. Resolves once the
 * collector has closed in answer to being asked to (RFC 5425 §4.4), which tells that it has read up to there. Raises `upstream_*`,
 * `cancelled`.
 *
 * The answer should be a `close_notify`; since some collectors merely end the connection, that is enough. It tells as much: before it is asked,
 * the connection stands open for longer than all that was sent needs to arrive, and whoever closes a connection with something in it unread
 * resets it (RFC 1122 §4.2.2.13).
 */
export function sendFrames(frames: Iterable<Uint8Array>, { signal, stallMs, ...place }: FrameWay): Promise<void> {
  return new Promise((resolve, reject) => {
    const { socket, plain } = collectorSocket(place);
    let failure: unknown;
    let [asked, answered] = [false, false];
    const fail = (cause: unknown) => {
      failure ??= cause;
      plain.destroy();
      socket.destroy();
    };
    const stop = () => fail(new SallyportError('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    plain.setTimeout(stallMs, () => fail(new SallyportError('upstream_timeout')));
    const quietMs = quietTime({ socket, plain });
    const ask = () => {
      asked = true;
      socket.end();
    };
    whenWelcome(socket, () => write(socket, frames, () => after(plain, { ms: quietMs(), then: ask })));
    plain.once('end', () => {
      // A close that answers nothing says nothing.
      answered = asked;
    });
    plain.on('error', fail);
    socket.on('error', fail);
    plain.once('close', () => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      if (answered && failure === undefined) resolve();
      else reject(upstreamFailure(failure ?? new SallyportError('upstream_unreachable')));
    });
    // What a collector says is passed over: there is nothing that it could say.
    socket.resume();
  });
}

/** Twice what the handshake took, which is a way there and back at least. */
function quietTime({ socket, plain }: CollectorSocket): () => number {
  let [met, known] = [0, 0];
  plain.once('connect', () => {
    met = performance.now();
  });
  socket.once('secureConnect', () => {
    known = performance.now();
  });
  return () => Math.max(LEAST_QUIET_MS, 2 * (known - met));
}

function after(socket: Socket, { ms, then }: { readonly ms: number; readonly then: () => void }): void {
  const timer = setTimeout(then, ms);
  socket.once('close', () => clearTimeout(timer));
}

/** Writes for as long as the socket takes it, goes on when it has drained, and calls back when all has left. */
function write(socket: TLSSocket, frames: Iterable<Uint8Array>, onLeft: () => void): void {
  const left = frames[Symbol.iterator]();
  // One for the end, so that it is not over before it is.
  let waiting = 1;
  const leave = (cause?: Error | null) => {
    waiting -= 1;
    if (waiting === 0 && (cause === undefined || cause === null)) onLeft();
  };
  const go = () => {
    try {
      for (let next = left.next(); next.done !== true; next = left.next()) {
        waiting += 1;
        if (socket.write(next.value, leave)) continue;
        socket.once('drain', go);
        return;
      }
      leave();
    } catch {
      // A frame that cannot be made: nobody else would hear of it here.
      socket.destroy(new SallyportError('internal'));
    }
  };
  go();
}
