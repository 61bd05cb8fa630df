import { readBounded, SallyportError } from '@sallyport/core';
import { isSecure } from './secure-url.ts';

const LINK_LOCAL = /^http:\/\/169\.254\.\d{1,3}\.\d{1,3}(?::\d{1,5})?$/;

const BOUND = { limit: 1024 * 1024, error: 'identity_unavailable' } as const;

/** What bounds a request to an identity provider. */
export interface FetchBounds {
  /** Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Allow plain http to this very machine. Default `false`. */
  readonly allowInsecureLoopback?: boolean | undefined;
  /** Allow plain http to a link-local IPv4 address, RFC 3927, where clouds keep their metadata. Default `false`. */
  readonly allowInsecureLinkLocal?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A fetch for secrets: https only, redirects not followed, at most 1 MiB of answer, read whole, ended by the signal.
 * Raises `identity_unavailable` beyond these bounds, and what the underlying fetch raises.
 */
export function boundedFetch(bounds: FetchBounds): (url: string, init: RequestInit) => Promise<Response> {
  const { fetch = globalThis.fetch, allowInsecureLoopback = false, allowInsecureLinkLocal = false, signal } = bounds;
  return async (url, init) => {
    const target = new URL(url);
    const metadata = allowInsecureLinkLocal && LINK_LOCAL.test(target.origin);
    if (!metadata && !isSecure(target, allowInsecureLoopback)) throw new SallyportError('identity_unavailable');
    const signals = [init.signal, signal].filter((one) => one instanceof AbortSignal);
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) });
    const body = response.body === null ? null : await readBounded(response.body, BOUND);
    return new Response(body, { status: response.status, headers: response.headers });
  };
}
