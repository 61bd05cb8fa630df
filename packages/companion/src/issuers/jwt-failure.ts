import { type ErrorCode, SallyportError } from '@sallyport/core';
import { errors } from 'jose';

const BY_CLAIM: Readonly<Record<string, ErrorCode>> = {
  aud: 'token_audience',
  iss: 'token_issuer',
  nbf: 'token_not_yet_valid',
  typ: 'token_type',
};

/** Names why jose refused a token, keeping nothing of what it said: its messages and properties hold claims. */
export function jwtFailure(cause: unknown): SallyportError {
  if (cause instanceof errors.JWTExpired) return new SallyportError('token_expired');
  if (cause instanceof errors.JWTClaimValidationFailed)
    return new SallyportError(BY_CLAIM[cause.claim] ?? 'token_invalid');
  if (cause instanceof errors.JOSEAlgNotAllowed) return new SallyportError('token_algorithm');
  if (cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid)
    return new SallyportError('issuer_unavailable');
  if (cause instanceof errors.JOSEError && cause.code !== 'ERR_JOSE_GENERIC')
    return new SallyportError('token_invalid');
  // What is left is jose's generic error and fetch's own: the key set could not be fetched.
  return new SallyportError('issuer_unavailable');
}
