import type { Clock } from '@sallyport/core';
import { type EntraParts, entraApplication } from './entra-application.ts';
import { readMsalResult } from './read-msal-result.ts';
import type { Obtain } from './short-lived.ts';

/** Access tokens of Entra ID for the companion itself: client credentials with a federated identity credential. */
export function entraFederation(parts: EntraParts & { readonly clock: Clock }): Obtain<string> {
  return async ({ signal }) => {
    const application = await entraApplication(parts, signal);
    const asked = { scopes: [parts.config.scope], skipCache: true };
    return readMsalResult(await application.acquireTokenByClientCredential(asked), parts.clock.now());
  };
}
