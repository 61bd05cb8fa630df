export { FederationIssuer } from './federation-issuer.ts';
export { type IdentityToken, identityToken } from './identity-token.ts';
