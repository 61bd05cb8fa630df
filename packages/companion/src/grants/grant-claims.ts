import { type Identity, SallyportError } from '@sallyport/core';
import type { JWTPayload } from 'jose';
import type { VerifiedIdentity } from '../issuers/index.ts';
import { actClaim, readActClaim } from './acting-chain.ts';
import { type AuthorizationDetail, actionsOf, areDetails } from './authorization-details.ts';
import { connectionUrl } from './granted-connection.ts';
import type { VerifiedGrant } from './verified-grants.ts';

/** What a grant is made from. */
export interface GrantOrder {
  readonly identity: VerifiedIdentity;
  readonly connection: string;
  /** The RFC 7638 thumbprint of the key to bind it to. */
  readonly jkt: string;
  /** The operations it covers; absent means all that policy allows. */
  readonly scope?: readonly string[];
  /** RFC 9396 §9.1: names no other operations than `scope` does. */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  /** Who acts for the identity, the present actor first. */
  readonly actors?: readonly Identity[];
}

/** The claims of a grant beside those of every JWT: RFC 9068 §2.2, RFC 8693 §4.1, RFC 9396 §9.1, RFC 9449 §6.1, and the subject's own issuer. */
export function grantClaims({ identity, jkt, scope, authorizationDetails, actors = [] }: GrantOrder): JWTPayload {
  const { caller } = identity;
  const act = actClaim(actors);
  return {
    client_id: caller.client ?? caller.subject,
    subject_issuer: caller.issuer,
    cnf: { jkt },
    ...(scope === undefined ? {} : { scope: scope.join(' ') }),
    ...(act === undefined ? {} : { act }),
    ...(authorizationDetails === undefined ? {} : { authorization_details: authorizationDetails }),
  };
}

/** Reads the verified claims of a grant of the companion with this public URL. Raises `token_audience`, `token_invalid`. */
export function readGrantClaims(payload: JWTPayload, root: string): VerifiedGrant {
  const { aud, sub, cnf, jti, iat, exp, subject_issuer: issuer, client_id: client } = payload;
  const prefix = connectionUrl(root, '');
  if (typeof aud !== 'string' || !aud.startsWith(prefix)) throw new SallyportError('token_audience');
  const { jkt } = Object(cnf) as { readonly jkt?: unknown };
  const actors = readActClaim(payload.act);
  const wellFormed = [sub, issuer, jkt, jti].every((one) => typeof one === 'string') && actors !== undefined;
  if (!wellFormed || typeof iat !== 'number' || typeof exp !== 'number') throw new SallyportError('token_invalid');
  const acting = actors.length === 0 ? {} : { actors };
  return {
    id: String(jti),
    caller: {
      issuer: String(issuer),
      subject: String(sub),
      groups: [],
      means: 'grant',
      client: String(client),
      ...acting,
    },
    connection: aud.slice(prefix.length),
    jkt: String(jkt),
    issuedAt: iat,
    expiresAt: exp,
    ...acting,
    ...readRight(payload),
  };
}

/** What is in both counts, should a grant ever name more in one than in the other. */
function readRight({
  scope,
  authorization_details: details,
}: JWTPayload): Pick<VerifiedGrant, 'scope' | 'authorizationDetails'> {
  const scoped = typeof scope === 'string' ? scope.split(' ') : undefined;
  if (details === undefined) return scoped === undefined ? {} : { scope: scoped };
  if (!areDetails(details)) throw new SallyportError('token_invalid');
  const actions = actionsOf(details);
  return { scope: scoped?.filter((one) => actions.includes(one)) ?? actions, authorizationDetails: details };
}
