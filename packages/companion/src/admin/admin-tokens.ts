import { type Clock, type Identity, isSallyportError, isUuid, SallyportError } from '@sallyport/core';
import { type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { jwtFailure } from '../issuers/index.ts';
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

const TYPE = 'at+jwt';
const ALGORITHM = 'ES256';

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
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setIssuer(publicUrl)
        .setAudience(audienceOf(publicUrl))
        .setSubject(identity.subject)
        .setJti(crypto.randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(privateKey);
    },
    verify: async (token) => readClaims(await verifySignature(token, options)),
  };
}

async function verifySignature(token: string, { publicUrl, keys, clock }: AdminTokensOptions): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, (header) => keyOf(header, keys), {
      issuer: publicUrl,
      audience: audienceOf(publicUrl),
      typ: TYPE,
      algorithms: [ALGORITHM],
      requiredClaims: ['aud', 'sub', 'exp', 'jti', 'cnf', 'subject_issuer'],
      currentDate: new Date(clock.now()),
    });
    return payload;
  } catch (cause) {
    throw isSallyportError(cause) ? cause : jwtFailure(cause);
  }
}

async function keyOf({ kid }: JWTHeaderParameters, keys: Pick<SigningKeys, 'find'>) {
  const key = typeof kid === 'string' ? await keys.find('grant', kid) : undefined;
  if (key === undefined) throw new SallyportError('token_invalid');
  return key.publicKey;
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
