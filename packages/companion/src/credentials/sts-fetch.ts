import { isSecureUrl, readBounded, SallyportError } from '@sallyport/core';

const BOUND = { limit: 262_144, error: 'credential_unavailable' } as const;

/** What bounds a request to a security token service. */
export interface StsFetchOptions {
  readonly signal: AbortSignal;
  /** Allow plain http anywhere: for the metadata service of the machine itself. Default `false`. */
  readonly plain?: boolean;
}

/** A fetch that knows its bounds. */
export type StsFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A fetch for security token services: https (or http to this very machine) only, no redirect followed, at most 256 KiB of answer, read
 * whole, ended by the signal. Raises `credential_unavailable` beyond these bounds, and what the global fetch raises.
 */
export function stsFetch({ signal, plain = false }: StsFetchOptions): StsFetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!plain && !isSecureUrl(url)) throw new SallyportError('credential_unavailable');
    const signals = [init.signal, signal].filter((one) => one instanceof AbortSignal);
    const response = await fetch(input, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new SallyportError('credential_unavailable');
    }
    const body = response.body === null ? null : await readBounded(response.body, BOUND);
    return new Response(body, { status: response.status, headers: response.headers });
  };
}
