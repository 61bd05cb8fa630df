import { type Clock, SallyportError } from '@sallyport/core';
import type { OpenAiFederationConfig } from '../config/index.ts';
import type { IdentityToken } from '../federation/index.ts';
import { readToken } from './read-token.ts';
import type { Obtain } from './short-lived.ts';
import { stsFetch } from './sts-fetch.ts';

/** What a source of tokens works with. */
export interface SourceParts<Config> {
  readonly config: Config;
  readonly identityToken: IdentityToken;
  readonly clock: Clock;
}

/** What OpenAI's own client assumes where the answer does not say. */
const FALLBACK_SECONDS = 3600;

/**
 * OpenAI workload identity federation: an RFC 8693 exchange with a JSON body, as `workloadIdentity` of the `openai` package does it. Its own class
 * is not used because it keeps to itself when a token ends.
 */
export function openAiFederation({
  config,
  identityToken,
  clock,
}: SourceParts<OpenAiFederationConfig>): Obtain<string> {
  return async ({ signal }) => {
    const askedAt = clock.now();
    const body = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: await identityToken(),
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      identity_provider_id: config.identityProviderId,
      service_account_id: config.serviceAccountId,
      ...(config.clientId === undefined ? {} : { client_id: config.clientId }),
    };
    const headers = { 'Content-Type': 'application/json' };
    const answer = await stsFetch({ signal })(config.tokenUrl, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new SallyportError('credential_unavailable');
    return readToken(await answer.json(), { askedAt, fallbackSeconds: FALLBACK_SECONDS });
  };
}
