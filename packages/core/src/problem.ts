import { challengeOf } from './challenge.ts';
import type { SallyportError } from './error.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { REVIEW_HEADER } from './review.ts';

/** An error as an HTTP answer. */
export interface ProblemReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
}

/**
 * Writes an error as `application/problem+json` (RFC 9457) that also carries OpenAI's `error: {code, message, type}`,
 * so that each client raises its own native error class. `x-should-retry` tells the clients whether to try again, `retry-after` when; a
 * review that the call waits for stands in a header and in the body.
 */
export function problemReply(error: SallyportError): ProblemReply {
  // Not the error's own message: that may begin with a place in the operator's configuration.
  const { message: constant } = ERROR_CATALOGUE[error.code];
  const { review, retryAfter, note } = error.details;
  const message = note === undefined ? constant : `${constant} ${note}`;
  const type = error.status >= 500 ? 'sallyport_unavailable' : 'sallyport_refused';
  return {
    status: error.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-should-retry': String(error.retry),
      ...(error.status === 401 ? { 'www-authenticate': challengeOf(error.code) } : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(review === undefined ? {} : { [REVIEW_HEADER]: review.id }),
    },
    body: JSON.stringify({
      type: `urn:sallyport:error:${error.code}`,
      title: constant,
      ...(note === undefined ? {} : { detail: note }),
      status: error.status,
      code: error.code,
      // Where Amazon's clients look for it
      message,
      error: { code: error.code, message, type, param: null },
      ...(review === undefined ? {} : { review }),
    }),
  };
}
