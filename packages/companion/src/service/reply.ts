import { asSallyportError, problemReply } from '@sallyport/core';
import type { FastifyReply } from 'fastify';

/** Answers with an error as `application/problem+json`. */
export function sendProblem(reply: FastifyReply, cause: unknown): FastifyReply {
  const { status, headers, body } = problemReply(asSallyportError(cause));
  return reply.code(status).headers(headers).send(body);
}
