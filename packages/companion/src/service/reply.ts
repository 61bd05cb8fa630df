import { asSallyportError, problemReply } from '@sallyport/core';
import type { FastifyReply } from 'fastify';

/** Answers with an error as `application/problem+json`. */
export function sendProblem(reply: FastifyReply, cause: unknown): FastifyReply {
  const { status, headers, body } = problemReply(asSallyportError(cause));
  // As bytes: to text Fastify would add a charset, which this type does not have.
  return reply.code(status).headers(headers).send(Buffer.from(body));
}
