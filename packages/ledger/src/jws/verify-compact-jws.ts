import { fromBase64url, utf8 } from '@sallyport/core';
import { compactVerify } from 'jose';
import type { CompactJws } from './compact-jws.ts';
import type { JwsKey } from './jws-key.ts';

/** Tells whether a compact JWS bears the ES256 signature of a P-256 key: RFC 7515 §5.2, RFC 7518 §3.4. Never rejects. */
export async function verifyCompactJws({ text }: CompactJws, key: JwsKey): Promise<boolean> {
  if ('verify' in key) {
    const dot = text.lastIndexOf('.');
    const signature = fromBase64url(text.slice(dot + 1));
    return signature !== undefined && key.verify(utf8(text.slice(0, dot)), signature);
  }
  try {
    await compactVerify(text, key, { algorithms: ['ES256'] });
    return true;
  } catch {
    return false;
  }
}
