import { createHash } from 'node:crypto';
import { type Clock, SallyportError } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import { bearerCredential } from './bearer-credential.ts';
import type { Credential, OutgoingRequest } from './credential.ts';
import { type EntraParts, entraApplication } from './entra-application.ts';
import { readMsalResult } from './read-msal-result.ts';
import { type Obtain, ShortLived } from './short-lived.ts';

/** So many callers' tokens are kept; beyond, the one that was longest without use is forgotten. */
const MOST_CALLERS = 1_000;

/** What it works with. */
export interface OnBehalfOfOptions extends EntraParts {
  readonly clock: Clock;
  readonly onFailure?: () => void;
  /** Callers kept at once. Default 1,000. */
  readonly mostCallers?: number;
}

/**
 * Access tokens of Entra ID for whoever calls, by the on-behalf-of flow: the caller's own access token is the assertion, so the provider sees the
 * caller's rights. Raises `credential_unavailable` for a call without one: a grant holds no token of the caller's.
 */
export function entraOnBehalfOf(options: OnBehalfOfOptions): Credential {
  const { mostCallers = MOST_CALLERS } = options;
  const callers = new Map<string, Credential>();
  const given = new WeakMap<HeaderRecord, Credential>();
  const credentialOf = (token: string): Credential => {
    const key = createHash('sha256').update(token).digest('base64');
    const credential = callers.get(key) ?? callerCredential(options, token);
    callers.delete(key);
    callers.set(key, credential);
    const [oldest = ''] = callers.keys();
    if (callers.size > mostCallers) callers.delete(oldest);
    return credential;
  };
  return Object.freeze({
    authorise: async (request: OutgoingRequest, waiting: { readonly signal: AbortSignal }) => {
      if (request.callerToken === undefined) throw new SallyportError('credential_unavailable');
      const credential = credentialOf(request.callerToken);
      const headers = await credential.authorise(request, waiting);
      given.set(headers, credential);
      return headers;
    },
    refused: async (headers: HeaderRecord) => (await given.get(headers)?.refused?.(headers)) === true,
    close: async () => {
      await Promise.all([...callers.values()].map((credential) => credential.close?.()));
      callers.clear();
    },
  });
}

/** The caller's token stays with its own entry, and goes with it. */
function callerCredential(options: OnBehalfOfOptions, oboAssertion: string): Credential {
  const { config, clock, onFailure } = options;
  const obtain: Obtain<string> = async ({ signal }) => {
    const application = await entraApplication(options, signal);
    const asked = { oboAssertion, scopes: [config.scope], skipCache: true };
    return readMsalResult(await application.acquireTokenOnBehalfOf(asked), clock.now());
  };
  return bearerCredential(new ShortLived(obtain, { clock, ...(onFailure === undefined ? {} : { onFailure }) }));
}
