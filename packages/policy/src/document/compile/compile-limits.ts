import type { CallLimits, WindowLimit } from '@sallyport/core';
import type { LimitsDocument } from '../document.ts';
import { secondsOf } from '../duration.ts';

/** Limits with their windows in seconds. */
export function compileLimits({ requests, tokens, ...rest }: LimitsDocument): CallLimits {
  return {
    ...rest,
    ...(requests === undefined ? {} : { requests: windowOf(requests) }),
    ...(tokens === undefined ? {} : { tokens: windowOf(tokens) }),
  };
}

function windowOf({ most, per }: NonNullable<LimitsDocument['requests']>): WindowLimit {
  return { most, seconds: secondsOf(per) };
}
