export type { FetchGroups } from './fetch-groups.ts';
export { type GraphProof, graphGroups } from './graph/index.ts';
export { issuerHttp } from './issuer-http.ts';
export { jwtFailure } from './jwt-failure.ts';
export { assertionVerifier, readSigningCertificate, type SamlIssuer } from './saml/index.ts';
export type { SubjectToken, VerifiedIdentity, VerifyIdentityToken } from './subject-token.ts';
export { identityTokenVerifier } from './verify-identity-token.ts';
