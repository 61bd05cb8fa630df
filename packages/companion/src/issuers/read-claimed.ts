import { SallyportError } from '@sallyport/core';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Claims } from './claim-at.ts';

/** The largest token read, in characters. */
const MAX_TOKEN_LENGTH = 16_384;

/**
 * Header parameters by which a token would bring or point to the key that proves it, or change how it is read (RFC 7515 §4.1.2, §4.1.3,
 * §4.1.5, §4.1.6, §4.1.11; RFC 7797 §3; RFC 7516 §4.1.3; RFC 8725 §3.10).
 */
const REFUSED = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip'];

/** A key's name is compared and nothing else; still, none is longer or stranger than this. */
const KID = /^[\x21-\x7e]{1,256}$/;

/** What an unverified token claims: enough to choose the issuer and the key that must prove it. */
export interface Claimed {
  readonly header: Claims;
  readonly issuer: string;
  readonly algorithm: string;
  readonly kid: string | undefined;
}

/** Reads what a token claims, none of it verified. Raises `token_invalid` for one that is too long, no JWT, or has a header that is refused. */
export function readClaimed(token: string): Claimed {
  if (token.length > MAX_TOKEN_LENGTH) throw new SallyportError('token_invalid');
  const { header, issuer } = decode(token);
  const { alg, kid }: { readonly alg?: unknown; readonly kid?: unknown } = header;
  const named = kid === undefined || (typeof kid === 'string' && KID.test(kid));
  if (!named || REFUSED.some((name) => Object.hasOwn(header, name))) throw new SallyportError('token_invalid');
  return { header, issuer, algorithm: String(alg), kid };
}

function decode(token: string): { readonly header: Claims; readonly issuer: string } {
  try {
    const header: Claims = { ...decodeProtectedHeader(token) };
    const { iss = '' }: { readonly iss?: unknown } = decodeJwt(token);
    return { header, issuer: String(iss) };
  } catch {
    throw new SallyportError('token_invalid');
  }
}
