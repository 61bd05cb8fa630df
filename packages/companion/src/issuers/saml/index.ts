export { assertionVerifier, type SamlIssuer } from './assertion-verifier.ts';
export { readSigningCertificate } from './read-signing-certificate.ts';
