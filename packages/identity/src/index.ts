export { type CacheOptions, cached } from './cached.ts';
export { type CallbackResult, callback } from './sources/callback.ts';
export {
  type MsalCertificate,
  type MsalClientCredentialOptions,
  msalClientCredential,
} from './sources/msal-client-credential.ts';
export { type OidcClientCredentialsOptions, oidcClientCredentials } from './sources/oidc-client-credentials.ts';
export type { IdentityToken, TokenSource, TokenType } from './token-source.ts';
