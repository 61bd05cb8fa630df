import { SallyportError } from '@sallyport/core';
import type { Classified, Identification } from '@sallyport/pipeline';
import type { Access } from '../access/index.ts';
import type { ConnectionConfig } from '../config/index.ts';
import type { GrantAuthority } from '../grants/grant-authority.ts';
import type { VerifiedGrant } from '../grants/verified-grants.ts';
import type { VerifyIdentityToken } from '../issuers/index.ts';
import type { VerifyProof } from '../proof/verify-proof.ts';
import { claimedIssuer } from './claimed-issuer.ts';
import { readSignedIntent } from './signed-intent.ts';

/** What identification works with. */
export interface IdentifyParts {
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly grants: GrantAuthority;
  readonly verifyProof: VerifyProof;
  readonly verifyIdentityToken: VerifyIdentityToken;
  readonly access: Pick<Access, 'membershipOf'>;
}

/** RFC 6750 §2.1, RFC 9449 §7.1. */
const AUTHORIZATION = /^(Bearer|DPoP) ([\w.~+/-]+=*)$/i;

/**
 * Says who calls: by a grant of this companion with a proof that the caller holds its key (RFC 9449 §7), or, where the
 * connection takes bearers, by an access token of a configured issuer. Raises `token_*`, `proof_*`, `intent_*`,
 * `salt_invalid`, `sender_unconstrained`, `grant_connection`, `grant_scope`,
 * `ledger_unavailable`.
 */
export async function identify(parts: IdentifyParts, exchange: Classified): Promise<Identification> {
  const { scheme, token } = readAuthorization(exchange.call.headers.authorization);
  if (scheme === 'dpop') return identifyByGrant(parts, token, exchange);
  // A bound token that comes as a bearer must be refused, RFC 9449 §7.2.
  if (claimedIssuer(token) === parts.grants.issuer) throw new SallyportError('proof_missing');
  return identifyByBearer(parts, token, exchange);
}

/** Reads an `Authorization` header. Raises `token_missing`, `token_invalid`. */
export function readAuthorization(header: string | undefined) {
  if (header === undefined) throw new SallyportError('token_missing');
  const [, scheme, token] = AUTHORIZATION.exec(header) ?? [];
  if (scheme === undefined || token === undefined) throw new SallyportError('token_invalid');
  return { scheme: scheme.toLowerCase(), token };
}

async function identifyByGrant(parts: IdentifyParts, token: string, exchange: Classified): Promise<Identification> {
  const grant = await parts.grants.verify(token);
  const { headers, method, url } = exchange.call;
  const proof = await parts.verifyProof(headers.dpop, { method, url, token });
  if (proof.publicKey.kid !== grant.jkt) throw new SallyportError('proof_key');
  checkScope(grant, exchange);
  const required = parts.connections.get(exchange.connection.name)?.clientIntent !== 'optional';
  const signed = readSignedIntent(proof, { salt: headers['sallyport-salt'], required });
  const { id, issuedAt, caller } = grant;
  // Groups stay on the server: as they are now, not as they were when the grant was issued.
  return { caller: { ...caller, ...(await parts.access.membershipOf(caller)) }, presented: { id, issuedAt }, signed };
}

function checkScope({ connection, scope }: VerifiedGrant, exchange: Classified): void {
  if (connection !== exchange.connection.name) throw new SallyportError('grant_connection');
  if (scope !== undefined && !scope.includes(exchange.operation.id)) throw new SallyportError('grant_scope');
}

async function identifyByBearer(parts: IdentifyParts, token: string, exchange: Classified): Promise<Identification> {
  const connection = parts.connections.get(exchange.connection.name);
  if (connection?.senderConstraint !== 'bearer') throw new SallyportError('sender_unconstrained');
  const { caller, issuedAt = 0 } = await parts.verifyIdentityToken({ token, type: 'access_token' });
  return { caller: { ...caller, means: 'bearer' }, presented: { id: '', issuedAt } };
}
