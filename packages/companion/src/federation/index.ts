export { FederationIssuer } from './federation-issuer.ts';
export { type IdentityToken, identityToken } from './identity-token.ts';
export { loadFederationKey } from './load-federation-key.ts';
