import { SallyportError } from '@sallyport/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gate } from './gate.ts';
import { sendProblem } from './reply.ts';

/** Answers a request. */
export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A handler for those who get through the gate; the others get `overloaded`, and whatever it raises becomes a problem. */
export function behindGate(gate: Gate, handle: Handler): Handler {
  return async (request, reply) => {
    const leave = gate.enter();
    if (leave === undefined) return sendProblem(reply, new SallyportError('overloaded'));
    try {
      return await handle(request, reply);
    } catch (cause) {
      return sendProblem(reply, cause);
    } finally {
      leave();
    }
  };
}
