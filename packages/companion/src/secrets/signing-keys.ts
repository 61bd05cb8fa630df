import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type Clock, fromBase64url, SallyportError, systemClock } from '@sallyport/core';
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
import { ROTATED_PURPOSES, type RotatedPurpose } from './key-purpose.ts';
import { KeyRing, type SigningKey } from './key-ring.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { ensureSigningKey, loadSigningKey } from './load-signing-key.ts';

/** Signs the log's checkpoints, and knows the key that verifies them. */
export interface LogSigner extends NoteSigner {
  /** C2SP signed-note: `name+hex+base64`. */
  readonly verifierKey: string;
}

/**
 * The companion's own signing keys. Those of the log and of its events are who the log is, and stay: see `ROTATED_PURPOSES`. Those for
 * grants and for federation rotate while the companion serves, so ask for them each time.
 */
export interface SigningKeys {
  /** Ed25519. */
  readonly log: LogSigner;
  /** ES256: events of the companion's own, and receipts. */
  readonly event: KeyedEventSigner;
  /** P-256, ES256: signs grants now. */
  readonly grant: SigningKey;
  /** RSA of 3,072 bits, RS256: signs now what the companion says of itself to clouds and providers. */
  readonly federation: SigningKey;
  /** The live key of a purpose by its `kid`, or `undefined`: the next, the active one or one retired. Raises `ledger_unavailable`. */
  find(purpose: RotatedPurpose, kid: string): Promise<SigningKey | undefined>;
  /** Every live key that rotates, for the JWKS. */
  published(): readonly SigningKey[];
  /** Reads the keys that rotate again. Raises `ledger_unavailable`, `secret_unsealed`. */
  refresh(): Promise<void>;
}

/** Where the keys are kept, what they are sealed under, and the log's origin, which is the name of its key. */
export interface SigningKeysOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly origin: string;
  /** What makes the signatures of events and receipts. Default: at once. */
  readonly signatures?: Signatures;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Loads the signing keys, making those that do not exist yet; replicas that start together end with the same ones.
 * Raises `secret_unsealed` with the wrong root key.
 */
export async function openSigningKeys(options: SigningKeysOptions): Promise<SigningKeys> {
  const { database, wrapper, origin, signatures = PROMPT_SIGNATURES, clock = systemClock } = options;
  const rings = { grant: ringOf('grant'), federation: ringOf('federation') };
  function ringOf(purpose: RotatedPurpose): KeyRing {
    return new KeyRing({ database, wrapper, purpose, clock });
  }
  const refresh = async () => {
    await Promise.all([rings.grant.refresh(), rings.federation.refresh()]);
  };
  await Promise.all(ROTATED_PURPOSES.map((purpose) => ensureSigningKey({ database, wrapper, purpose })));
  await refresh();
  return Object.freeze({
    log: logSigner(await loadSigningKey({ database, wrapper, purpose: 'log' }), origin),
    event: await eventSigner(await loadSigningKey({ database, wrapper, purpose: 'event' }), signatures),
    get grant() {
      return rings.grant.active;
    },
    get federation() {
      return rings.federation.active;
    },
    find: (purpose: RotatedPurpose, kid: string) => rings[purpose].find(kid),
    published: () => [...rings.grant.live, ...rings.federation.live],
    refresh,
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
  const publicKey = await readEventKey(createPublicKey(key).export({ format: 'jwk' }));
  return Object.freeze({
    kid: publicKey.kid,
    publicKey,
    sign: async (data: Uint8Array) => ecdsaRawFromDer(await signatures.sign(data, key)),
  });
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
}
