import { SallyportError } from '@sallyport/core';
import type { JWTPayload } from 'jose';
import type { IssuerConfig } from '../config/index.ts';
import type { Claims } from './claim-at.ts';
import type { FetchGroups } from './fetch-groups.ts';
import { readAuthentication } from './read-authentication.ts';
import { readGroups } from './read-groups.ts';
import { readNature } from './read-nature.ts';
import { readParties } from './read-parties.ts';
import { readSubject } from './read-subject.ts';
import type { VerifiedIdentity } from './subject-token.ts';

/** The end of the year 9999; what ends later does not mean to end. */
const LAST_SECOND = 253_402_300_799;

/** What an identity is read by. */
export interface ReadIdentityOptions {
  readonly config: IssuerConfig;
  readonly fetchGroups: FetchGroups | undefined;
}

/**
 * Reads who a verified token speaks of. Raises `token_invalid`, `identity_not_allowed` for a client or a kind of subject that is not
 * accepted, `groups_unavailable`.
 */
export async function readIdentity(
  payload: JWTPayload,
  { config, fetchGroups }: ReadIdentityOptions,
): Promise<VerifiedIdentity> {
  const { issuer } = config;
  const {
    sub,
    iat,
    jti,
    exp = 0,
  }: { readonly [claim in 'sub' | 'iat' | 'jti']?: unknown } & { exp?: number } = payload;
  if (!(exp <= LAST_SECOND)) throw new SallyportError('token_invalid');
  const subject = readSubject(sub);
  const client = readClient(payload, config);
  const { nature, groups: ofItsKind } = readNature(payload, config);
  const parties = readParties(payload, issuer);
  const named = readGroups(payload, config.groups);
  const groups = named === 'elsewhere' ? await fetchElsewhere(payload, fetchGroups) : named;
  return {
    caller: {
      issuer,
      subject,
      groups: [...new Set([...groups, ...ofItsKind])],
      ...(client === undefined ? {} : { client }),
      ...(nature === undefined ? {} : { nature }),
    },
    expiresAt: Math.floor(exp),
    ...(typeof iat === 'number' ? { issuedAt: Math.floor(iat) } : {}),
    ...(typeof jti === 'string' && jti !== '' ? { tokenId: jti } : {}),
    ...parties,
    ...readAuthentication(payload),
  };
}

/** RFC 9068 §2.2, OpenID Connect Core 1.0 §2, and what Okta and Entra had before: `cid`, `appid`. */
function readClient(claims: Claims, { clients }: IssuerConfig): string | undefined {
  const client = [claims.client_id, claims.azp, claims.cid, claims.appid].find((claim) => typeof claim === 'string');
  if (clients !== undefined && !clients.includes(client ?? '')) throw new SallyportError('identity_not_allowed');
  return client;
}

async function fetchElsewhere(
  claims: Claims,
  fetchGroups: ReadIdentityOptions['fetchGroups'],
): Promise<readonly string[]> {
  if (fetchGroups === undefined) throw new SallyportError('groups_unavailable');
  return fetchGroups(claims);
}
