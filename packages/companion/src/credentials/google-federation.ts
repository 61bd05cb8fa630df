import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import type { IdentityPoolClient } from 'google-auth-library';
import type { GoogleConfig } from '../config/index.ts';
import type { IdentityToken } from '../federation/index.ts';
import { boundExchange, googleTransport } from './google-transport.ts';
import { checkedToken } from './read-token.ts';
import type { Obtain } from './short-lived.ts';

/** What it works with. */
export interface GoogleParts {
  readonly config: GoogleConfig;
  readonly identityToken: IdentityToken;
  readonly clock: Clock;
}

/**
 * Google workload identity federation by the official client: an RFC 8693 exchange at Google's STS, and, where a service account is named, that
 * account's own token in its place.
 */
export function googleFederation(parts: GoogleParts): Obtain<string> {
  const { config, clock } = parts;
  return async ({ signal }) => {
    const client = await openClient(parts, signal);
    const [now, systemNow] = [clock.now(), systemClock.now()];
    const { token } = await client.getAccessToken();
    const { expiry_date: end } = client.credentials;
    if (typeof end !== 'number') throw new SallyportError('credential_unavailable');
    // Of an account's token Google says when it ends; of others how long they live, which the client counts by the system's clock.
    const expiresAt = config.serviceAccount === undefined ? now + end - systemNow : end;
    return { value: checkedToken(token), expiresAt };
  };
}

async function openClient({ config, identityToken }: GoogleParts, signal: AbortSignal): Promise<IdentityPoolClient> {
  // Loaded when first needed: a companion without it does not pay for it.
  const google = await import('google-auth-library');
  const transporter = googleTransport(google.gaxios.Gaxios, signal);
  const client = new google.IdentityPoolClient({
    type: 'external_account',
    audience: config.provider,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    subject_token_supplier: { getSubjectToken: identityToken },
    token_url: config.tokenUrl,
    scopes: [config.scope],
    transporter,
    ...impersonation(config),
  });
  boundExchange(client, transporter);
  return client;
}

function impersonation({ serviceAccount, impersonationOrigin }: GoogleConfig) {
  if (serviceAccount === undefined) return {};
  const account = `${impersonationOrigin}/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}`;
  return { service_account_impersonation_url: `${account}:generateAccessToken` };
}
