import type { Caller, Identity } from '@sallyport/core';

/** A token that is to prove who somebody is, and what it is said to be (RFC 8693 §3). */
export interface SubjectToken {
  readonly token: string;
  readonly type: 'jwt' | 'access_token' | 'id_token' | 'saml2';
}

/** A verified identity token or assertion: who it speaks of, and when it ends. */
export interface VerifiedIdentity {
  readonly caller: Omit<Caller, 'means'>;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Seconds since the Unix epoch, where the token says. */
  readonly issuedAt?: number;
  /** `jti`, or the ID of an assertion. */
  readonly tokenId?: string;
  /** Who may act for the subject (RFC 8693 §4.4); absent where the token does not say. */
  readonly mayAct?: readonly Identity[];
  /** Who acts for the subject already, the present actor first (RFC 8693 §4.1); absent where nobody does. */
  readonly actors?: readonly Identity[];
  /** When the subject last proved who they are, in seconds since the Unix epoch, where the token says (OpenID Connect Core 1.0 §2). */
  readonly authTime?: number;
  /** How: RFC 8176. Absent where the token does not say. */
  readonly amr?: readonly string[];
  /** Whether the token may be used only once: assertions may. */
  readonly once?: boolean;
}

/**
 * Verifies a token of a configured issuer. Raises `token_*`, `assertion_invalid`, `identity_not_allowed`, `issuer_unavailable`,
 * `groups_unavailable`.
 */
export type VerifyIdentityToken = (token: SubjectToken) => Promise<VerifiedIdentity>;
