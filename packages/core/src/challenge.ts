import type { ErrorCode } from './error-catalogue.ts';

/**
 * The `WWW-Authenticate` challenge of a refusal (RFC 9110 §11.6.1, RFC 9449 §7.1): which algorithms proofs are signed with, and, where
 * something was shown and did not do, why (RFC 6750 §3.1, RFC 9449 §9).
 */
export function challengeOf(code: ErrorCode): string {
  const error = errorOf(code);
  return `DPoP ${error === undefined ? '' : `error="${error}", `}algs="ES256"`;
}

function errorOf(code: ErrorCode): string | undefined {
  if (code === 'token_missing') return undefined;
  if (code === 'proof_nonce') return 'use_dpop_nonce';
  return code.startsWith('proof_') ? 'invalid_dpop_proof' : 'invalid_token';
}
