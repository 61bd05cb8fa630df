import { fromBase64url, fromUtf8 } from '@sallyport/core';

/**
 * Reads when a JWT expires (`exp`, RFC 7519 §4.1.4), in milliseconds since the Unix epoch, without verifying it:
 * only the one it was issued for can. `undefined` for a token that is no JWT or has no expiry.
 */
export function tokenExpiry(token: string): number | undefined {
  const payload = fromBase64url(token.split('.', 3)[1] ?? '');
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(fromUtf8(payload));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
