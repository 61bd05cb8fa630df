import { type Identity, SallyportError } from '@sallyport/core';
import { decodeJwt } from 'jose';
import type { VerifyIdentityToken } from './identity-port.ts';
import type { VerifyIdentityToken as VerifyJwt } from './verify-identity-token.ts';

/** A verifier of JWTs as one of subject tokens: reads `jti`, `iat`, `may_act` and `act` of what was verified. Raises as it does, and `assertion_invalid`. */
export function adaptVerifier(verify: VerifyJwt): VerifyIdentityToken {
  return async ({ token, type }) => {
    if (type === 'saml2') throw new SallyportError('assertion_invalid');
    const { caller, expiresAt } = await verify(token);
    const { iat, jti, may_act: mayAct, act } = decodeJwt(token);
    return {
      caller,
      expiresAt,
      ...(typeof iat === 'number' ? { issuedAt: iat } : {}),
      ...(typeof jti === 'string' ? { tokenId: jti } : {}),
      ...(mayAct === undefined ? {} : { mayAct: [readIdentity(mayAct, caller.issuer)] }),
      ...(act === undefined ? {} : { actors: readChain(act, caller.issuer) }),
    };
  };
}

function readIdentity(claim: unknown, own: string): Identity {
  const { iss: issuer = own, sub: subject } = Object(claim) as Readonly<Record<string, unknown>>;
  if (typeof issuer !== 'string' || typeof subject !== 'string') throw new SallyportError('token_invalid');
  return { issuer, subject };
}

function readChain(claim: unknown, own: string): readonly Identity[] {
  const chain: Identity[] = [];
  for (let act: unknown = claim; act !== undefined; act = Object(act).act) chain.push(readIdentity(act, own));
  return chain;
}
