import type { FastifyInstance } from 'fastify';
import type { ProofNonces } from '../proof/nonces.ts';

/** The routes that take proofs of possession. What may be remembered is none: a nonce grows old. */
const PROVEN = /^\/(?:c$|oauth\/|v1\/(?!admin\/login$))/;

/** Sends along with every answer of a route that takes proofs the nonce for the next one: RFC 9449 §8.2, §9. */
export function addNonceHeader(service: FastifyInstance, nonces: Pick<ProofNonces, 'current'>): void {
  service.addHook('onRequest', (request, reply, goOn) => {
    if (PROVEN.test(request.routeOptions.url ?? '')) reply.header('dpop-nonce', nonces.current());
    goOn();
  });
}
