import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type Clock, SallyportError } from '@sallyport/core';
import type { JWK } from 'jose';
import type { Database } from '../storage/index.ts';
import { KEY_ALGORITHMS, type KeyPurpose, keySecretName } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openSecret } from './seal-secret.ts';
import { hasPrivateHalf, type KeyState, type StoredKey, type StoredKeys, storedKeys } from './stored-keys.ts';

/** What of a key everybody may know. */
export interface PublicHalf {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly publicKey: KeyObject;
  /** RFC 7517, with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK;
}

/** A signing key, ready to be used. */
export interface SigningKey extends PublicHalf {
  readonly privateKey: KeyObject;
}

/** What a ring is kept with. */
export interface KeyRingOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly purpose: KeyPurpose;
  readonly clock: Clock;
}

/** The fewest milliseconds between two looks for a key that nobody here knows: whoever invents names costs no more. */
const LOOK_EVERY_MS = 2_000;

interface Held {
  readonly key: PublicHalf | SigningKey;
  readonly state: KeyState;
}

/** The keys of one purpose as this replica knows them. Each is opened once, and stays open while it lives. */
export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly #stored: StoredKeys;
  #held: ReadonlyMap<string, Held> = new Map();
  #reading: Promise<void> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: KeyRingOptions) {
    this.#options = options;
    this.#stored = storedKeys(options.database, options.purpose);
  }

  /** The key that signs now. Raises `internal` before the first `refresh`. */
  get active(): SigningKey {
    const [active] = [...this.#held.values()].flatMap(({ key, state }) =>
      state === 'active' && 'privateKey' in key ? [key] : [],
    );
    if (active === undefined) throw new SallyportError('internal');
    return active;
  }

  /** The keys that were retired and are not gone yet. */
  get retired(): readonly SigningKey[] {
    return [...this.#held.values()].flatMap(({ key, state }) =>
      state === 'retired' && 'privateKey' in key ? [key] : [],
    );
  }

  /** Every live key: the next, the active one, those retired. */
  get live(): readonly SigningKey[] {
    return this.all.flatMap((key) => ('privateKey' in key ? [key] : []));
  }

  /** Every key there ever was and that was not dropped, the first one first. */
  get all(): readonly (PublicHalf | SigningKey)[] {
    return [...this.#held.values()].map(({ key }) => key);
  }

  /** The live key of a name; one that is not known is looked for, every two seconds at most. Raises `ledger_unavailable`, `secret_unsealed`. */
  async find(kid: string): Promise<SigningKey | undefined> {
    const now = this.#options.clock.now();
    // A clock that was set back must not keep the eyes shut.
    const due = Math.abs(now - this.#lookedAt) >= LOOK_EVERY_MS;
    if (!this.#held.has(kid) && due) {
      this.#lookedAt = now;
      await this.refresh();
    } else if (!this.#held.has(kid)) await this.#reading;
    return this.live.find((key) => key.kid === kid);
  }

  /** Reads the keys again; whoever asks meanwhile waits for the same reading. Raises `ledger_unavailable`, `secret_unsealed`. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const held = new Map<string, Held>();
    for (const stored of await this.#stored.list()) {
      const before = this.#held.get(stored.kid)?.key;
      const same = before !== undefined && 'privateKey' in before === hasPrivateHalf(stored.state);
      held.set(stored.kid, { state: stored.state, key: same ? before : await this.#open(stored) });
    }
    this.#held = held;
  }

  async #open({ kid, state, sealed }: StoredKey): Promise<PublicHalf | SigningKey> {
    const { wrapper, purpose } = this.#options;
    const bytes = Buffer.from(await openSecret(wrapper, { name: keySecretName(purpose), bytes: sealed }));
    const privateKey = hasPrivateHalf(state) ? privateKeyOf(bytes) : undefined;
    const publicKey = privateKey === undefined ? publicKeyOf(bytes) : createPublicKey(privateKey);
    // The public half comes from what is sealed: a row that was changed publishes nothing.
    const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: KEY_ALGORITHMS[purpose], use: 'sig' };
    const half = { kid, publicKey, publicJwk: Object.freeze(publicJwk as JWK) };
    return Object.freeze(privateKey === undefined ? half : { ...half, privateKey });
  }
}

/** A row whose state was changed holds the other half. */
function privateKeyOf(key: Buffer): KeyObject {
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch {
    throw new SallyportError('secret_unsealed');
  }
}

function publicKeyOf(key: Buffer): KeyObject {
  try {
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    throw new SallyportError('secret_unsealed');
  }
}
