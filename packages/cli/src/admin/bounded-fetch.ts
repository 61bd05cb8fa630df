import { asSallyportError, type ErrorCode, isSecureUrl, readBounded, SallyportError } from '@sallyport/core';

const MOST_BYTES = 1_048_576;
const TIMEOUT_MS = 30_000;

/** What goes wrong is told as one of these. */
export interface FetchErrors {
  readonly unreachable: ErrorCode;
  readonly invalid: ErrorCode;
}

/**
 * A fetch for secrets: https only, or http to this very machine; no redirect followed; 30 seconds, and at most 1 MiB of answer, read whole.
 * Raises `errors.unreachable`, and `errors.invalid` for an address or an answer beyond these bounds.
 */
export function boundedFetch(errors: FetchErrors): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    if (!URL.canParse(url) || !isSecureUrl(new URL(url))) throw new SallyportError(errors.invalid);
    const signals = [AbortSignal.timeout(TIMEOUT_MS), ...(init.signal instanceof AbortSignal ? [init.signal] : [])];
    const request = { ...init, redirect: 'manual' as const, signal: AbortSignal.any(signals) };
    const answer = await fetch(url, request).catch(() => undefined);
    if (answer === undefined) throw new SallyportError(errors.unreachable);
    if (answer.status >= 300 && answer.status < 400) throw new SallyportError(errors.invalid);
    const bound = { limit: MOST_BYTES, error: errors.invalid };
    const body = await readBounded(answer.body, bound).catch((cause: unknown) => {
      throw asSallyportError(cause, errors.unreachable);
    });
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}
