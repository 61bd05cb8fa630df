import { SallyportError } from '@sallyport/core';
import type { AdminConfig, IssuerConfig } from '../config/index.ts';
import type { VerifiedIdentity, VerifyIdentityToken } from '../issuers/index.ts';

/** What somebody logs in with. */
export interface LoginToken {
  readonly token: string;
  readonly type: 'id_token' | 'access_token';
}

/** Verifies the token of a login. Raises `token_*`, `identity_not_allowed`, `issuer_unavailable`. */
export type VerifyLoginToken = (token: LoginToken) => Promise<VerifiedIdentity>;

/**
 * A verifier of tokens of the admin plane's issuer, made for its client and nobody else's: an ID token whose audience is the client (OpenID
 * Connect Core 1.0 §3.1.3.7), or an access token for the companion that the client got. So a token that its user gave to another
 * application opens nothing here. `open` opens the verifier of an issuer.
 */
export async function loginTokenVerifier(
  admin: AdminConfig,
  issuers: readonly IssuerConfig[],
  open: (issuer: IssuerConfig) => Promise<VerifyIdentityToken>,
): Promise<VerifyLoginToken> {
  const issuer = issuers.find((one) => one.issuer === admin.issuer);
  if (issuer === undefined) throw new SallyportError('config_invalid', { place: 'admin/issuer' });
  const { clients: _, ...others } = issuer;
  const verifyIdToken = await open({ ...others, audience: admin.clientId });
  const verifyAccessToken = await open({ ...others, clients: [admin.clientId] });
  return async ({ token, type }) => {
    if (type === 'access_token') return verifyAccessToken({ token, type });
    const verified = await verifyIdToken({ token, type });
    const { client = admin.clientId } = verified.caller;
    if (client !== admin.clientId) throw new SallyportError('identity_not_allowed');
    return verified;
  };
}
