import { SallyportError } from '@sallyport/core';
import type { FastifyReply } from 'fastify';

/** Aborted, with `cancelled`, when the connection closes before the reply was sent. */
export function callerGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new SallyportError('cancelled'));
  });
  return gone.signal;
}
