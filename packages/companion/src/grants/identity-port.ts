import type { Caller, Identity } from '@sallyport/core';

/** A token that says who somebody is, and what it is said to be (RFC 8693 §3). */
export interface SubjectToken {
  readonly token: string;
  readonly type: 'jwt' | 'access_token' | 'id_token' | 'saml2';
}

/** A verified identity token: who it speaks of, and when it ends. */
export interface VerifiedIdentity {
  readonly caller: Omit<Caller, 'means'>;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Seconds since the Unix epoch. */
  readonly issuedAt?: number;
  /** Its own id: `jti`, or that of the assertion. */
  readonly tokenId?: string;
  /** Who may act for it: `may_act`, RFC 8693 §4.4. */
  readonly mayAct?: readonly Identity[];
  /** Who acts for it already, the present actor first: `act`, RFC 8693 §4.1. */
  readonly actors?: readonly Identity[];
  /** Whether it may be used once only. */
  readonly once?: boolean;
}

/** Verifies an identity token of a configured issuer. Raises `token_*`, `assertion_invalid`, `identity_not_allowed`, `issuer_unavailable`. */
export type VerifyIdentityToken = (token: SubjectToken) => Promise<VerifiedIdentity>;
