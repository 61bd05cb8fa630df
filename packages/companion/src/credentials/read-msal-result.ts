import type { AuthenticationResult } from '@azure/msal-node';
import { SallyportError, systemClock } from '@sallyport/core';
import { checkedToken } from './read-token.ts';
import type { Lived } from './short-lived.ts';

/** Reads what MSAL gives, which counts by the system's clock. `now` is the companion's. Raises `credential_unavailable` for nothing. */
export function readMsalResult(result: AuthenticationResult | null, now: number): Lived<string> {
  if (result === null || result.expiresOn === null) throw new SallyportError('credential_unavailable');
  return {
    value: checkedToken(result.accessToken),
    expiresAt: now + result.expiresOn.getTime() - systemClock.now(),
  };
}
