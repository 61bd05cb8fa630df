import { type Clock, SallyportError } from '@sallyport/core';
import { SignJWT } from 'jose';
import type { SigningKeys } from '../secrets/index.ts';
import { type GrantOrder, grantClaims, readGrantClaims } from './grant-claims.ts';
import { connectionUrl } from './granted-connection.ts';
import { type VerifiedGrant, VerifiedGrants } from './verified-grants.ts';
import { OWN_TOKEN, verifyOwnToken } from './verify-own-token.ts';

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
  /** Raises `request_invalid` for a grant that would be too long to be sent. */
  issue(order: GrantOrder): Promise<IssuedGrant>;
  /** Raises `token_*`, `ledger_unavailable` when it is signed with a key that is not known here and could not be looked for. */
  verify(token: string): Promise<VerifiedGrant>;
  /** The `iss` of its grants: the public URL of the companion. */
  readonly issuer: string;
}

/** A grant lives at most fifteen minutes, and never longer than the token it was exchanged for. */
const MAX_LIFETIME_S = 900;

/** The longest grant, in characters: with a proof it must go into the head of a request, for which servers take 16 KiB. */
const MAX_LENGTH = 8_192;

/** What grants are issued and verified with. */
export interface GrantAuthorityParts {
  readonly issuer: string;
  /** Asked each time, for keys rotate. */
  readonly keys: Pick<SigningKeys, 'grant' | 'find'>;
  readonly clock: Clock;
}

/** The companion's grants: JWT access tokens after RFC 9068, for one identity and one connection, bound to one key (RFC 9449 §6). */
export function grantAuthority(parts: GrantAuthorityParts): GrantAuthority {
  const { issuer, clock } = parts;
  const verified = new VerifiedGrants(clock);
  return {
    issuer,
    issue: (order) => issue(parts, order),
    verify: async (token) => {
      const known = verified.find(token);
      if (known !== undefined) return known;
      if (token.length > MAX_LENGTH) throw new SallyportError('token_invalid');
      const grant = readGrantClaims(await verifyOwnToken(token, parts), issuer);
      return verified.keep(token, { grant, expiresAt: grant.expiresAt * 1000 });
    },
  };
}

async function issue({ issuer, keys, clock }: GrantAuthorityParts, order: GrantOrder): Promise<IssuedGrant> {
  const { identity, connection } = order;
  const now = Math.floor(clock.now() / 1000);
  const expiresIn = Math.max(1, Math.min(MAX_LIFETIME_S, Math.floor(identity.expiresAt) - now));
  const id = crypto.randomUUID();
  const { kid, privateKey } = keys.grant;
  const token = await new SignJWT(grantClaims(order))
    .setProtectedHeader({ ...OWN_TOKEN, kid })
    .setIssuer(issuer)
    .setAudience(connectionUrl(issuer, connection))
    .setSubject(identity.caller.subject)
    .setJti(id)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .sign(privateKey);
  if (token.length > MAX_LENGTH) throw new SallyportError('request_invalid');
  return { token, id, expiresIn };
}
