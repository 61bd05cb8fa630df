import type { JsonWebKey } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';

/** An OAuth client of the identity provider, which may use the client credentials grant. */
export interface TestClient {
  readonly clientId: string;
  /** Its secret, unless it authenticates with a key. */
  readonly clientSecret?: string;
  /** The public key with which its `private_key_jwt` assertions are verified. */
  readonly publicJwk?: JsonWebKey;
  /** Claims put into its access tokens, for example `{groups: ['notes']}`. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** The client as oidc-provider wants it. */
export function clientMetadata({ clientId, clientSecret, publicJwk }: TestClient): ClientMetadata {
  const common = {
    client_id: clientId,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  } satisfies ClientMetadata;
  if (publicJwk !== undefined) {
    return { ...common, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicJwk as never] } };
  }
  return { ...common, token_endpoint_auth_method: 'client_secret_basic', client_secret: clientSecret };
}
