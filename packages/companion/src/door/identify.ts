import { type Caller, SallyportError } from '@sallyport/core';
import type { Classified } from '@sallyport/pipeline';
import { decodeJwt } from 'jose';
import type { GrantAuthority } from '../grants/grant-authority.ts';
import type { VerifyIdentityToken } from '../grants/verify-identity-token.ts';

/** What identification works with. */
export interface IdentifyParts {
  readonly grants: GrantAuthority;
  readonly verifyIdentityToken: VerifyIdentityToken;
}

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/**
 * Says who calls, from the one bearer token of the call: a grant of this companion, or an access token of a configured
 * issuer. Raises `token_*`, `grant_connection`, `grant_scope`.
 */
export async function identify({ grants, verifyIdentityToken }: IdentifyParts, exchange: Classified): Promise<Caller> {
  const { authorization } = exchange.call.headers;
  if (authorization === undefined) throw new SallyportError('token_missing');
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new SallyportError('token_invalid');
  if (claimedIssuer(token) === grants.issuer) return identifyByGrant(grants, token, exchange);
  const { caller } = await verifyIdentityToken(token);
  return { ...caller, means: 'bearer' };
}

async function identifyByGrant(grants: GrantAuthority, token: string, exchange: Classified): Promise<Caller> {
  const { caller, connection, scope } = await grants.verify(token);
  if (connection !== exchange.connection.name) throw new SallyportError('grant_connection');
  if (scope !== undefined && !scope.includes(exchange.operation.id)) throw new SallyportError('grant_scope');
  return caller;
}

/** The `iss` an unverified token claims: it only chooses which keys must prove it. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new SallyportError('token_invalid');
  }
}
