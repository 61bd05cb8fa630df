import { type Clock, type Identity, isUuid, SallyportError } from '@sallyport/core';
import { type JWTPayload, SignJWT } from 'jose';
import { OWN_TOKEN, verifyOwnToken } from '../grants/verify-own-token.ts';
import type { SigningKeys } from '../secrets/index.ts';

/** What an admin token says. */
export interface AdminTokenClaims {
  readonly identity: Identity;
  /** The UUID of the session it belongs to: `sid`. */
  readonly sessionId: string;
  /** The RFC 7638 thumbprint of the key it is bound to. */
  readonly jkt: string;
}

/** Issues and verifies the tokens of the admin plane. */
export interface AdminTokens {
  /** Signs a token that lives so many seconds. */
  issue(claims: AdminTokenClaims, lifetimeSeconds: number): Promise<string>;
  /** Raises `token_*`, `ledger_unavailable`. */
  verify(token: string): Promise<AdminTokenClaims>;
}

/** What admin tokens are signed as, and with. */
export interface AdminTokensOptions {
  /** The companion's public URL: `iss`, and with `/v1/admin` the `aud`. */
  readonly publicUrl: string;
  /** Asked each time, for keys rotate. */
  readonly keys: Pick<SigningKeys, 'grant' | 'find'>;
  readonly clock: Clock;
}

/**
 * Access tokens after RFC 9068 for the admin plane alone, bound to one key (RFC 9449 §6). They say who and which session; what that session
 * may, the companion keeps.
 */
export function adminTokens(options: AdminTokensOptions): AdminTokens {
  const { publicUrl, keys, clock } = options;
  return {
    issue: ({ identity, sessionId, jkt }, lifetimeSeconds) => {
      const now = Math.floor(clock.now() / 1000);
      const { kid, privateKey } = keys.grant;
      return new SignJWT({
        client_id: identity.subject,
        subject_issuer: identity.issuer,
        sid: sessionId,
        cnf: { jkt },
      })
        .setProtectedHeader({ ...OWN_TOKEN, kid })
        .setIssuer(publicUrl)
        .setAudience(audienceOf(publicUrl))
        .setSubject(identity.subject)
        .setJti(crypto.randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(privateKey);
    },
    verify: async (token) =>
      readClaims(await verifyOwnToken(token, { issuer: publicUrl, audience: audienceOf(publicUrl), keys, clock })),
  };
}

function readClaims({ sub, sid, cnf, subject_issuer: issuer }: JWTPayload): AdminTokenClaims {
  const { jkt } = (cnf ?? {}) as { readonly jkt?: unknown };
  const whole = typeof sub === 'string' && typeof issuer === 'string' && typeof jkt === 'string';
  if (!whole || typeof sid !== 'string' || !isUuid(sid)) throw new SallyportError('token_invalid');
  return { identity: { issuer, subject: sub }, sessionId: sid, jkt };
}

function audienceOf(publicUrl: string): string {
  return `${publicUrl}/v1/admin`;
}
