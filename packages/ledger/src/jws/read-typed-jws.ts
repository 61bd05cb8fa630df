import { utf8 } from '@sallyport/core';
import { parseCompactJws, parseJsonObject } from './compact-jws.ts';
import type { JwsKeys } from './jws-key.ts';
import { verifyCompactJws } from './verify-compact-jws.ts';

/** What a compact JWS must be, to be read at all. */
export interface JwsDemand {
  /** Its `typ`, pinned: what is signed for one purpose serves no other (RFC 8725 §3.11). */
  readonly type: string;
  /** Who may have signed it. */
  readonly keys: JwsKeys;
  /** The longest that is read, in bytes. */
  readonly maxBytes: number;
}

/**
 * Verifies a compact JWS and gives its claims. The header must be exactly `alg` ES256, the type, and a known `kid`; the payload must be a
 * JSON object, of which nothing is checked. Anything else gives `undefined`.
 */
export async function readTypedJws(
  text: string,
  { type, keys, maxBytes }: JwsDemand,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const jws = text.length > maxBytes ? undefined : parseCompactJws(utf8(text));
  const { alg, typ, kid, ...others } = jws?.header ?? {};
  const pinned = alg === 'ES256' && typ === type && Object.keys(others).length === 0;
  const key = pinned && typeof kid === 'string' ? keys.get(kid) : undefined;
  return jws && key && (await verifyCompactJws(jws, key)) ? parseJsonObject(jws.payload) : undefined;
}
