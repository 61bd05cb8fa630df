import type { WindowLimit } from '@sallyport/core';
import type { Decided } from '@sallyport/pipeline';
import { estimateTokens, type TokenEstimate } from './estimate-tokens.ts';
import { limitKey } from './limit-key.ts';
import type { WindowClaim } from './limit-window.ts';

/** What a call claims of what its rule limits. */
export interface Claims {
  /** Of windows, in the order in which they are locked. */
  readonly windows: readonly CountedClaim[];
  readonly concurrent?: { readonly key: Uint8Array; readonly most: number };
}

/** A claim of a window; of one that counts tokens, with their estimate. */
export interface CountedClaim extends WindowClaim {
  readonly estimate?: TokenEstimate;
}

/** What a call claims; `undefined` where its rule limits nothing that is counted. */
export function claimsOf(exchange: Decided): Claims | undefined {
  const { requests, tokens, concurrent } = exchange.decision.limits ?? {};
  const windows = [
    ...(requests === undefined ? [] : [requestClaim(exchange, requests)]),
    ...(tokens === undefined ? [] : [tokenClaim(exchange, tokens)]),
  ];
  if (concurrent !== undefined)
    return { windows, concurrent: { key: limitKey(exchange, 'concurrent'), most: countable(concurrent) } };
  return windows.length === 0 ? undefined : { windows };
}

function requestClaim(exchange: Decided, { most, seconds }: WindowLimit): CountedClaim {
  return { key: limitKey(exchange, `requests/${seconds}`), seconds, add: 1, ceiling: countable(most) - 1 };
}

/** A call may begin while anything is left, so that none can be too large for its limit; and holds what it may use, but no more than there is of all. */
function tokenClaim(exchange: Decided, { most: given, seconds }: WindowLimit): CountedClaim {
  const most = countable(given);
  const estimate = estimateTokens(exchange);
  const add = Math.min(most, countable(estimate.request + estimate.asked));
  return { key: limitKey(exchange, `tokens/${seconds}`), seconds, add, ceiling: most - 1, estimate };
}

/** A whole number that PostgreSQL can count with. */
export function countable(value: number): number {
  return Math.min(Math.max(0, Math.ceil(value)), Number.MAX_SAFE_INTEGER);
}
