import { compactVerify } from 'jose';
import type { CompactJws } from './compact-jws.ts';

/** Tells whether a compact JWS bears the ES256 signature of a P-256 key: RFC 7515 §5.2, RFC 7518 §3.4. Never rejects. */
export async function verifyCompactJws({ text }: CompactJws, key: CryptoKey): Promise<boolean> {
  try {
    await compactVerify(text, key, { algorithms: ['ES256'] });
    return true;
  } catch {
    return false;
  }
}
