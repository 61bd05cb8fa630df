import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type EventPublicKey, fromBase64url, SallyportError } from '@sallyport/core';
import {
  ecdsaRawFromDer,
  encodeVerifierKey,
  type KeyedEventSigner,
  type NoteSigner,
  noteKeyId,
  readEventKey,
} from '@sallyport/ledger';
import { PROMPT_SIGNATURES, type Signatures } from '../crypto/index.ts';
import type { Database } from '../storage/index.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { loadSigningKey } from './load-signing-key.ts';

/** Signs the log's checkpoints, and knows the key that verifies them. */
export interface LogSigner extends NoteSigner {
  /** C2SP signed-note: `name+hex+base64`. */
  readonly verifierKey: string;
}

/** The key that signs grants: P-256, ES256. */
export interface GrantSigningKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: EventPublicKey;
}

/** The companion's own signing keys. */
export interface SigningKeys {
  /** Ed25519. */
  readonly log: LogSigner;
  /** ES256: events of the companion's own, and receipts. */
  readonly event: KeyedEventSigner;
  /** ES256. */
  readonly grant: GrantSigningKey;
}

/** Where the keys are kept, what they are sealed under, and the log's origin, which is the name of its key. */
export interface SigningKeysOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly origin: string;
  /** What makes the signatures of events and receipts. Default: at once. */
  readonly signatures?: Signatures;
}

/**
 * Loads the signing keys, making those that do not exist yet; replicas that start together end with the same ones.
 * Raises `secret_unsealed` with the wrong root key.
 */
export async function openSigningKeys(options: SigningKeysOptions): Promise<SigningKeys> {
  const { database, wrapper, origin, signatures = PROMPT_SIGNATURES } = options;
  const load = (purpose: 'log' | 'event' | 'grant') => loadSigningKey({ database, wrapper, purpose });
  return Object.freeze({
    log: logSigner(await load('log'), origin),
    event: await eventSigner(await load('event'), signatures),
    grant: await grantKey(await load('grant')),
  });
}

/** Signs at once: a checkpoint is waited for by all that is in its batch, and by what comes after. */
function logSigner(pkcs8: Uint8Array, name: string): LogSigner {
  const key = privateKeyOf(pkcs8);
  const publicKey = fromBase64url(createPublicKey(key).export({ format: 'jwk' }).x ?? '');
  if (key.asymmetricKeyType !== 'ed25519' || publicKey === undefined) throw new SallyportError('internal');
  return Object.freeze({
    name,
    keyId: noteKeyId(name, publicKey),
    verifierKey: encodeVerifierKey(name, publicKey),
    sign: async (data: Uint8Array) => new Uint8Array(await PROMPT_SIGNATURES.sign(data, key)),
  });
}

async function eventSigner(pkcs8: Uint8Array, signatures: Signatures): Promise<KeyedEventSigner> {
  const key = privateKeyOf(pkcs8);
  const publicKey = await publicJwkOf(key);
  return Object.freeze({
    kid: publicKey.kid,
    publicKey,
    sign: async (data: Uint8Array) => ecdsaRawFromDer(await signatures.sign(data, key)),
  });
}

async function grantKey(pkcs8: Uint8Array): Promise<GrantSigningKey> {
  const privateKey = privateKeyOf(pkcs8);
  const publicJwk = await publicJwkOf(privateKey);
  return Object.freeze({ kid: publicJwk.kid, privateKey, publicKey: createPublicKey(privateKey), publicJwk });
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
}

function publicJwkOf(key: KeyObject): Promise<EventPublicKey> {
  return readEventKey(createPublicKey(key).export({ format: 'jwk' }));
}
