import type { FastifyInstance } from 'fastify';
import { clientAddress } from '../network/index.ts';

/**
 * Makes `request.ip` the address that a request came from, by `clientAddress`. Fastify's own `trustProxy` would give as the address
 * whatever text stands in the header, and believe hosts and schemes besides.
 */
export function addClientAddress(service: FastifyInstance, trustedProxies: readonly string[] | undefined): void {
  if (trustedProxies === undefined) return;
  const addressOf = clientAddress(trustedProxies);
  service.addHook('onRequest', (request, _reply, goOn) => {
    Object.defineProperty(request, 'ip', { value: addressOf(request.raw) });
    goOn();
  });
}
