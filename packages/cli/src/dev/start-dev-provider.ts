import { isLoopback, SallyportError } from '@sallyport/core';
import { type FetchHandler, type Provider, startFetchProvider, startProvider } from '@sallyport/testkit';

/** A provider of one's own: a function that answers, or the base URL of a server on this machine. */
export type OwnProvider = FetchHandler | string;

/** What the demo needs of a provider. */
export type DevProvider = Pick<Provider, 'key' | 'url' | 'requests' | 'close'>;

/** Nobody asks for it: the companion just has to have one. */
const UNASKED_KEY = 'asked-for-by-nobody';

/**
 * Starts the stand-in for a model provider, or takes the one that is given. Raises `config_invalid` for a URL that leads to another machine:
 * the demo's policy is for providers that are one's own.
 */
export async function startDevProvider(own: OwnProvider | undefined): Promise<DevProvider> {
  if (own === undefined) return startProvider();
  if (typeof own === 'string') {
    return { key: UNASKED_KEY, url: readUrl(own), requests: [], close: async () => undefined };
  }
  return { key: UNASKED_KEY, ...(await startFetchProvider(own)) };
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || !isLoopback(url)) {
    throw new SallyportError('config_invalid', { place: 'provider' });
  }
  return url.href;
}
