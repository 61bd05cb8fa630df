import type { JsonWebKey } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import { ON_BEHALF_OF_GRANT } from './on-behalf-of.ts';

/** An OAuth client of the identity provider, which may use the client credentials grant. */
export interface TestClient {
  readonly clientId: string;
  /** Its secret, unless it authenticates with a key. */
  readonly clientSecret?: string;
  /** The public key with which its `private_key_jwt` assertions are verified. */
  readonly publicJwk?: JsonWebKey;
  /** Claims put into its access tokens, for example `{groups: ['notes']}`. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /**
   * Signs users in instead: a public native client, RFC 8252, without secret or key. It may use the authorization code with PKCE, its
   * redirect being `http://127.0.0.1/callback` on any port, the device code, RFC 8628, and refresh tokens.
   */
  readonly signsIn?: true;
}

/** The client as oidc-provider wants it. */
export function clientMetadata({ clientId, clientSecret, publicJwk, signsIn }: TestClient): ClientMetadata {
  if (signsIn === true) return signingInMetadata(clientId);
  const common = {
    client_id: clientId,
    grant_types: ['client_credentials', ON_BEHALF_OF_GRANT],
    redirect_uris: [],
    response_types: [],
  } satisfies ClientMetadata;
  if (publicJwk !== undefined) {
    return { ...common, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicJwk as never] } };
  }
  return { ...common, token_endpoint_auth_method: 'client_secret_basic', client_secret: clientSecret };
}

function signingInMetadata(clientId: string): ClientMetadata {
  return {
    client_id: clientId,
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    redirect_uris: ['http://127.0.0.1/callback'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
}
