import { toBase64url, utf8 } from '@sallyport/core';
import type { EventSigner } from '../event/event-signer.ts';
import { signingInput } from './compact-jws.ts';

/** Signs a payload as a compact JWS, ES256 (RFC 7515 §7.1), of a type that `readTypedJws` pins. Rejects as the signer does. */
export async function signTypedJws(
  payload: Uint8Array,
  { type, signer }: { readonly type: string; readonly signer: EventSigner },
): Promise<string> {
  const input = signingInput({ alg: 'ES256', typ: type, kid: signer.kid }, payload);
  return `${input}.${toBase64url(await signer.sign(utf8(input)))}`;
}
