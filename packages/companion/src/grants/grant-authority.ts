import { type Caller, type Clock, SallyportError } from '@sallyport/core';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { GrantSigningKey } from '../secrets/index.ts';
import { jwtFailure } from './jwt-failure.ts';
import type { VerifiedIdentity } from './verify-identity-token.ts';

/** A grant as it is handed out. */
export interface IssuedGrant {
  readonly token: string;
  /** The grant's `jti`, a UUID. */
  readonly id: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** A grant as it comes back. */
export interface VerifiedGrant {
  readonly caller: Caller;
  readonly connection: string;
  /** The operations it covers; absent means all that policy allows. */
  readonly scope?: readonly string[];
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
  readonly scope?: readonly string[];
}

/** A grant lives at most fifteen minutes, and never longer than the token it was exchanged for. */
const MAX_LIFETIME_S = 900;
const TYPE = 'at+jwt';
const ALGORITHM = 'ES256';

/** The companion's grants: JWT access tokens after RFC 9068, for one identity and one connection. */
export function grantAuthority(options: {
  readonly issuer: string;
  readonly key: GrantSigningKey;
  readonly clock: Clock;
}): GrantAuthority {
  const { issuer, key, clock } = options;
  return {
    issuer,
    issue: async ({ identity, connection, scope }) => {
      const now = Math.floor(clock.now() / 1000);
      const expiresIn = Math.max(1, Math.min(MAX_LIFETIME_S, identity.expiresAt - now));
      const id = crypto.randomUUID();
      const { caller } = identity;
      const token = await new SignJWT({
        client_id: caller.client ?? caller.subject,
        subject_issuer: caller.issuer,
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
    verify: async (token) => readGrant(await verifySignature(token, options), issuer),
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
      requiredClaims: ['aud', 'sub', 'exp', 'jti', 'subject_issuer'],
      currentDate: new Date(options.clock.now()),
    });
    return payload;
  } catch (cause) {
    throw jwtFailure(cause);
  }
}

function readGrant(payload: JWTPayload, issuer: string): VerifiedGrant {
  const prefix = audienceOf(issuer, '');
  const { aud, sub, scope, subject_issuer: subjectIssuer, client_id: client } = payload;
  if (typeof aud !== 'string' || !aud.startsWith(prefix)) throw new SallyportError('token_audience');
  if (typeof sub !== 'string' || typeof subjectIssuer !== 'string') throw new SallyportError('token_invalid');
  return {
    caller: { issuer: subjectIssuer, subject: sub, groups: [], means: 'grant', client: String(client) },
    connection: aud.slice(prefix.length),
    ...(typeof scope === 'string' ? { scope: scope.split(' ') } : {}),
  };
}

function audienceOf(issuer: string, connection: string): string {
  return `${issuer.replace(/\/$/, '')}/c/${connection}`;
}
