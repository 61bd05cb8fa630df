import { SallyportError } from '@sallyport/core';
import type { gaxios, IdentityPoolClient } from 'google-auth-library';
import { stsFetch } from './sts-fetch.ts';

/** A network for Google's client with bounds, which does not try again by itself while calls wait. */
export function googleTransport(Gaxios: typeof gaxios.Gaxios, signal: AbortSignal): gaxios.Gaxios {
  const transport = new Gaxios({ fetchImplementation: stsFetch({ signal }) as typeof fetch });
  transport.interceptors.request.add({
    resolved: async ({ retryConfig: _retries, ...once }) => ({ ...once, retry: false }),
  });
  return transport;
}

/**
 * Gives the transport to the exchange too: the client hands it on to everything but that, which would go out without bounds. Raises
 * `credential_unavailable` with a client that is made otherwise.
 */
export function boundExchange(client: IdentityPoolClient, transport: gaxios.Gaxios): void {
  const exchange: unknown = Reflect.get(client, 'stsCredential');
  const known = typeof exchange === 'object' && exchange !== null && 'transporter' in exchange;
  if (!known || !Reflect.set(exchange, 'transporter', transport)) throw new SallyportError('credential_unavailable');
}
