import { DETAIL_TYPE } from '../grants/authorization-details.ts';
import { TOKEN_EXCHANGE } from '../grants/token-types.ts';

/** Where the public keys are, below the public URL. */
export const JWKS_PATH = '/.well-known/jwks.json';

/** What the companion says of itself as an authorization server. */
export interface ServerMetadata {
  /** RFC 8414 §2. */
  readonly authorizationServer: object;
  /** OpenID Connect Discovery 1.0 §3: what clouds and providers read that take its tokens. */
  readonly openidConfiguration: object;
}

/** The metadata of a companion with this public URL. */
export function serverMetadata(issuer: string): ServerMetadata {
  const common = {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    jwks_uri: `${issuer}${JWKS_PATH}`,
    grant_types_supported: [TOKEN_EXCHANGE],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    dpop_signing_alg_values_supported: ['ES256'],
    authorization_details_types_supported: [DETAIL_TYPE],
  };
  return {
    // There is no authorization endpoint, so there is nothing to answer there; RFC 8414 wants the list all the same.
    authorizationServer: { ...common, response_types_supported: [] },
    openidConfiguration: {
      ...common,
      // Readers of workload identities want one; others that issue those, such as Kubernetes, say this.
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
    },
  };
}

const SERVER = '/.well-known/oauth-authorization-server';
const OPENID = '/.well-known/openid-configuration';

/**
 * Where the metadata is asked for, by the target of the request: at the well-known places, and, of a public URL with a path, with
 * that path put behind as well (RFC 8414 §3.1, §5).
 */
export function metadataPaths(issuer: string): ReadonlyMap<string, keyof ServerMetadata> {
  const { pathname } = new URL(issuer);
  const behind = pathname === '/' ? [''] : ['', pathname];
  return new Map(
    behind.flatMap((path) => [
      [`${SERVER}${path}`, 'authorizationServer'],
      [`${OPENID}${path}`, 'openidConfiguration'],
    ]),
  );
}
