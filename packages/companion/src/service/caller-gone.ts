import { SallyportError } from '@sallyport/core';
import type { FastifyReply } from 'fastify';

/** Aborted, with `cancelled`, when the connection closes before the reply was sent; or earlier, by whoever else has `ending`. */
export function callerGone(reply: FastifyReply, ending = new AbortController()): AbortSignal {
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) ending.abort(new SallyportError('cancelled'));
  });
  return ending.signal;
}
