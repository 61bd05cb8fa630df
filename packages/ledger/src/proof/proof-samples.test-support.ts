import { type ClientIntent, fromUtf8, toBase64url, utf8 } from '@sallyport/core';
import type { KeyedEventSigner } from '../event/event-signer.ts';
import { signingInput } from '../jws/compact-jws.ts';
import type { ProofClaims } from './proof.ts';

/** For tests: what a client states of an invented call. */
export const SAMPLE_INTENT: ClientIntent = Object.freeze({
  correlationId: '00000000-0000-4000-8000-00000000000a',
  commitment: toBase64url(new Uint8Array(32).fill(3)),
  applied: { NAME: { redact: 2 }, DATE: { mask: 1, allow: 1 } },
});

/** For tests: the claims of a proof. */
export const SAMPLE_CLAIMS: ProofClaims = Object.freeze({
  jti: '00000000-0000-4000-8000-00000000000b',
  htm: 'POST',
  htu: 'https://sallyport.example/c/openai/v1/embeddings',
  iat: 1_795_000_000,
  ath: toBase64url(new Uint8Array(32).fill(4)),
  intent: SAMPLE_INTENT,
});

/** For tests: signs any header and payload. */
export async function signAnything(header: object, payload: unknown, signer: KeyedEventSigner): Promise<string> {
  const input = signingInput(header, utf8(JSON.stringify(payload)));
  return `${input}.${toBase64url(await signer.sign(utf8(input)))}`;
}

/** For tests: the payload of a compact JWS. */
export function payloadOf(jws: string): Record<string, unknown> {
  return JSON.parse(fromUtf8(Uint8Array.from(Buffer.from(jws.split('.')[1] ?? '', 'base64url')))) as Record<
    string,
    unknown
  >;
}
