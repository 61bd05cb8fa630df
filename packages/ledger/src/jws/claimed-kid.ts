import { utf8 } from '@sallyport/core';
import { parseCompactJws } from './compact-jws.ts';

/** Which key a compact JWS says it was signed with, RFC 7515 §4.1.4; nothing of it verified. `undefined` where it says nothing, or is none. */
export function claimedKid(text: string): string | undefined {
  const kid = parseCompactJws(utf8(text))?.header.kid;
  return typeof kid === 'string' ? kid : undefined;
}
