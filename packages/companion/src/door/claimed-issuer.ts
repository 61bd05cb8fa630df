import { SallyportError } from '@sallyport/core';
import { decodeJwt } from 'jose';

/** The `iss` that an unverified token claims: it only chooses which keys must prove it. Raises `token_invalid` for what is no JWT. */
export function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new SallyportError('token_invalid');
  }
}
