import type { FederationIssuer } from './federation-issuer.ts';

/** Gives a fresh token with which a connection proves itself to one service. */
export type IdentityToken = () => Promise<string>;

/** Enough for one exchange, with clocks a little apart. */
const LIFETIME_SECONDS = 300;

/** The tokens of one connection for one audience. */
export function identityToken(
  issuer: Pick<FederationIssuer, 'token'>,
  to: { readonly audience: string; readonly subject: string },
): IdentityToken {
  return () => issuer.token({ ...to, lifetimeSeconds: LIFETIME_SECONDS });
}
