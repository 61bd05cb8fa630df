import { fromUtf8 } from '@sallyport/core';
import { BYTES_PER_TOKEN, type Decided } from '@sallyport/pipeline';
import { tokensAsked } from '@sallyport/wire';

/** About how many tokens a call will use. */
export interface TokenEstimate {
  /** Of the request: a quarter of its bytes. */
  readonly request: number;
  /** The most that it asks of its answer; 0 where it does not say, and of a body too large to stand in memory. */
  readonly asked: number;
}

/** Estimates the tokens of a call that is to be sent. */
export function estimateTokens({ body }: Pick<Decided, 'body'>): TokenEstimate {
  const request = Math.ceil(body.length / BYTES_PER_TOKEN);
  return { request, asked: body.bytes === undefined ? 0 : askedIn(body.bytes) };
}

function askedIn(bytes: Uint8Array): number {
  try {
    return tokensAsked(fromUtf8(bytes));
  } catch {
    // A form with a file in it
    return 0;
  }
}
