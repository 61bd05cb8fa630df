import type { FastifyInstance } from 'fastify';
import type { Log } from '../log/index.ts';

/** Writes one line for each answered request: status, time and session, never a path, a header or a body. */
export function addAccessLog(service: FastifyInstance, log: Log): void {
  service.addHook('onResponse', (_request, reply, goOn) => {
    const session = reply.getHeader('sallyport-session');
    log.info(reply.statusCode < 400 ? 'call finished' : reply.statusCode < 500 ? 'call refused' : 'call failed', {
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ...(typeof session === 'string' ? { sessionId: session } : {}),
    });
    goOn();
  });
}
