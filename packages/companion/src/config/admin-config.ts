import type { Role } from '@sallyport/core';

/** The admin plane: where its users log in, who has which role, and how long a login lasts. */
export interface AdminConfig {
  /** The `iss` of a configured issuer. */
  readonly issuer: string;
  /** The OAuth client by which `sallyport login` logs in: a public one, with the redirect `http://127.0.0.1/callback` (RFC 8252 §7.3). */
  readonly clientId: string;
  /** What is asked for when logging in. Default `openid`. */
  readonly scope: string;
  /** The `audience` asked for, where the identity provider wants one. */
  readonly audience?: string;
  /** The `resource` asked for, RFC 8707, where the identity provider wants one. */
  readonly resource?: string;
  /** The `acr_values` asked for by `sallyport login --step-up`, where the identity provider wants to be told what is strong enough. */
  readonly acrValues?: string;
  /** The groups that have each role. */
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** The longest a login lasts, in seconds. Default 28,800. */
  readonly sessionSeconds: number;
  /** How long a login that is not used lasts, in seconds, less up to a minute. Default 3,600. */
  readonly idleSeconds: number;
}
