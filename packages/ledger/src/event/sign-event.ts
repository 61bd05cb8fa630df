import { SallyportError, toBase64url, utf8 } from '@sallyport/core';
import { joinBytes } from '../encoding/bytes.ts';
import { signingInput } from '../jws/compact-jws.ts';
import type { EventSigner } from './event-signer.ts';
import type { LedgerEvent } from './ledger-event.ts';

/** The `typ` of a signed event, pinned on every verification. */
export const EVENT_TYPE = 'sallyport-event+jws';

/** The most bytes a leaf may have: an entry bundle counts them in a uint16. */
export const MAX_LEAF_BYTES = 0xffff;

const SIGNATURE_BYTES = 64;

/**
 * Signs an event as a compact JWS, ES256 (RFC 7515, RFC 7518 §3.4). These exact bytes are the leaf; nothing ever writes them anew.
 * Rejects with `SallyportError('internal')` when the leaf would have over 65,535 bytes, or the signer gave no 64-byte signature.
 */
export async function signEvent(event: LedgerEvent, signer: EventSigner): Promise<Uint8Array<ArrayBuffer>> {
  const header = { alg: 'ES256', typ: EVENT_TYPE, kid: signer.kid };
  const input = utf8(signingInput(header, utf8(JSON.stringify(event))));
  const signature = await signer.sign(input);
  const leaf = joinBytes([input, utf8(`.${toBase64url(signature)}`)]);
  if (leaf.length > MAX_LEAF_BYTES || signature.length !== SIGNATURE_BYTES) throw new SallyportError('internal');
  return leaf;
}
