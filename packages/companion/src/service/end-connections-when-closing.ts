import { SallyportError } from '@sallyport/core';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './reply.ts';

/**
 * Once the service is closing: refuses, with `shutting_down`, what still comes over open connections, and ends every
 * connection when the last call is answered. Otherwise one that idles, or never sent a thing, would hold up the close.
 */
export function endConnectionsWhenClosing(service: FastifyInstance): void {
  let closing = false;
  let inFlight = 0;
  const endAll = (): void => {
    if (closing && inFlight === 0) service.server.closeAllConnections();
  };
  service.addHook('preClose', async () => {
    closing = true;
    // By then the port is closed, so that nobody comes in behind.
    setImmediate(endAll);
  });
  // These two are told when to go on instead of giving a promise, because every call goes through them.
  service.addHook('onRequest', (_request, reply, goOn) => {
    inFlight += 1;
    reply.raw.once('close', () => {
      inFlight -= 1;
      endAll();
    });
    if (closing) sendProblem(reply, new SallyportError('shutting_down'));
    else goOn();
  });
  service.addHook('onSend', (_request, reply, _payload, goOn) => {
    if (closing) reply.header('connection', 'close');
    goOn();
  });
}
