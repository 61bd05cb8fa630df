import { fromBase64url, fromUtf8 } from '@sallyport/core';

/** The claims of a JWT, of which nothing is verified; of anything else `undefined`. */
export function jwtClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload, , ...others] = token.split('.', 4);
  try {
    const bytes = others.length === 0 ? fromBase64url(payload ?? '') : undefined;
    const claims: unknown = JSON.parse(fromUtf8(bytes ?? new Uint8Array()));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
