import { fromBase64url, SallyportError } from '@sallyport/core';
import {
  ecdsaRawFromDer,
  encodeVerifierKey,
  type KeyedEventSigner,
  type NoteSigner,
  noteKeyId,
  readEventKey,
} from '@sallyport/ledger';
import type { JWK } from 'jose';
import { PROMPT_SIGNATURES, type Signatures } from '../crypto/index.ts';
import type { SigningKey } from './key-ring.ts';

/** Signs the log's checkpoints, and knows the key that verifies them. */
export interface LogSigner extends NoteSigner {
  /** C2SP signed-note: `name+hex+base64`. */
  readonly verifierKey: string;
}

/** Signs with a key of the log, at once: a checkpoint is waited for by all that is in its batch, and by what comes after. */
export function logSigner({ privateKey, publicJwk }: SigningKey, name: string): LogSigner {
  return Object.freeze({
    name,
    keyId: noteKeyId(name, rawKeyOf(publicJwk)),
    verifierKey: verifierKeyOf(publicJwk, name),
    sign: async (data: Uint8Array) => new Uint8Array(await PROMPT_SIGNATURES.sign(data, privateKey)),
  });
}

/** Signs events and receipts with an event key. */
export async function eventSigner(key: SigningKey, signatures: Signatures): Promise<KeyedEventSigner> {
  const publicKey = await readEventKey(key.publicJwk);
  return Object.freeze({
    kid: publicKey.kid,
    publicKey,
    sign: async (data: Uint8Array) => ecdsaRawFromDer(await signatures.sign(data, key.privateKey)),
  });
}

/** The public half of a key of the log as a verifier key, C2SP signed-note. */
export function verifierKeyOf(publicJwk: JWK, name: string): string {
  return encodeVerifierKey(name, rawKeyOf(publicJwk));
}

function rawKeyOf({ crv, x = '' }: JWK): Uint8Array {
  const raw = fromBase64url(x);
  if (crv !== 'Ed25519' || raw === undefined) throw new SallyportError('internal');
  return raw;
}
