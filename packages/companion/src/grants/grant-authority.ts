import { type Clock, SallyportError } from '@sallyport/core';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { VerifiedIdentity } from '../issuers/index.ts';
import { jwtFailure } from '../issuers/index.ts';
import type { GrantSigningKey } from '../secrets/index.ts';
import { type VerifiedGrant, VerifiedGrants } from './verified-grants.ts';

/** A grant as it is handed out. */
export interface IssuedGrant {
  readonly token: string;
  /** The grant's `jti`, a UUID. */
  readonly id: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Issues and verifies grants. */
export interface GrantAuthority {
  issue(order: GrantOrder): Promise<IssuedGrant>;
  /** Raises `token_*`. */
  verify(token: string): Promise<VerifiedGrant>;
  /** The `iss` of its grants: the public URL of the companion. */
  readonly issuer: string;
}

/** What a grant is made from. */
export interface GrantOrder {
  readonly identity: VerifiedIdentity;
  readonly connection: string;
  /** The RFC 7638 thumbprint of the key to bind it to. */
  readonly jkt: string;
  readonly scope?: readonly string[];
}

/** A grant lives at most fifteen minutes, and never longer than the token it was exchanged for. */
const MAX_LIFETIME_S = 900;
const TYPE = 'at+jwt';
const ALGORITHM = 'ES256';

/** The companion's grants: JWT access tokens after RFC 9068, for one identity and one connection, bound to one key (RFC 9449 §6). */
export function grantAuthority(options: {
  readonly issuer: string;
  readonly key: GrantSigningKey;
  readonly clock: Clock;
}): GrantAuthority {
  const { issuer, key, clock } = options;
  const verified = new VerifiedGrants(clock);
  return {
    issuer,
    issue: async ({ identity, connection, jkt, scope }) => {
      const now = Math.floor(clock.now() / 1000);
      const expiresIn = Math.max(1, Math.min(MAX_LIFETIME_S, identity.expiresAt - now));
      const id = crypto.randomUUID();
      const { caller } = identity;
      const token = await new SignJWT({
        client_id: caller.client ?? caller.subject,
        subject_issuer: caller.issuer,
        cnf: { jkt },
        ...(scope === undefined ? {} : { scope: scope.join(' ') }),
      })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.kid })
        .setIssuer(issuer)
        .setAudience(audienceOf(issuer, connection))
        .setSubject(caller.subject)
        .setJti(id)
        .setIssuedAt(now)
        .setExpirationTime(now + expiresIn)
        .sign(key.privateKey);
      return { token, id, expiresIn };
    },
    verify: async (token) => {
      const known = verified.find(token);
      if (known !== undefined) return known;
      const payload = await verifySignature(token, options);
      return verified.keep(token, { grant: readGrant(payload, issuer), expiresAt: Number(payload.exp) * 1000 });
    },
  };
}

async function verifySignature(
  token: string,
  options: { readonly issuer: string; readonly key: GrantSigningKey; readonly clock: Clock },
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, options.key.publicKey, {
      issuer: options.issuer,
      typ: TYPE,
      algorithms: [ALGORITHM],
      requiredClaims: ['aud', 'sub', 'exp', 'jti', 'cnf', 'subject_issuer'],
      currentDate: new Date(options.clock.now()),
    });
    return payload;
  } catch (cause) {
    throw jwtFailure(cause);
  }
}

function readGrant(payload: JWTPayload, issuer: string): VerifiedGrant {
  const prefix = audienceOf(issuer, '');
  const { aud, sub, scope, cnf, subject_issuer: subjectIssuer, client_id: client } = payload;
  const { jkt } = (cnf ?? {}) as { readonly jkt?: unknown };
  if (typeof aud !== 'string' || !aud.startsWith(prefix)) throw new SallyportError('token_audience');
  if (typeof sub !== 'string' || typeof subjectIssuer !== 'string' || typeof jkt !== 'string')
    throw new SallyportError('token_invalid');
  return {
    caller: { issuer: subjectIssuer, subject: sub, groups: [], means: 'grant', client: String(client) },
    connection: aud.slice(prefix.length),
    jkt,
    ...(typeof scope === 'string' ? { scope: scope.split(' ') } : {}),
  };
}

function audienceOf(issuer: string, connection: string): string {
  return `${issuer.replace(/\/$/, '')}/c/${connection}`;
}
