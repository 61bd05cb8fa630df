import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type Clock, SallyportError } from '@sallyport/core';
import type { JWK } from 'jose';
import type { Database } from '../storage/index.ts';
import { keySecretName, ROTATED_ALGORITHMS, type RotatedPurpose } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openSecret } from './seal-secret.ts';
import { type KeyState, type StoredKeys, storedKeys } from './stored-keys.ts';

/** A signing key, ready to be used. */
export interface SigningKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** RFC 7517, with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK;
}

/** What a ring is kept with. */
export interface KeyRingOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly purpose: RotatedPurpose;
  readonly clock: Clock;
}

/** The fewest milliseconds between two looks for a key that nobody here knows: whoever invents names costs no more. */
const LOOK_EVERY_MS = 2_000;

interface Held {
  readonly key: SigningKey;
  readonly state: KeyState;
}

/** The live keys of one purpose as this replica knows them. Each is opened once, and stays open while it lives. */
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
    const [active] = [...this.#held.values()].filter(({ state }) => state === 'active');
    if (active === undefined) throw new SallyportError('internal');
    return active.key;
  }

  /** Every live key: the next, the active one, those retired. */
  get live(): readonly SigningKey[] {
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
    return this.#held.get(kid)?.key;
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
    for (const { kid, state, sealed } of await this.#stored.list()) {
      held.set(kid, { state, key: this.#held.get(kid)?.key ?? (await this.#open(kid, sealed)) });
    }
    this.#held = held;
  }

  async #open(kid: string, sealed: Uint8Array): Promise<SigningKey> {
    const { wrapper, purpose } = this.#options;
    const pkcs8 = Buffer.from(await openSecret(wrapper, { name: keySecretName(purpose), bytes: sealed }));
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(privateKey);
    // The public half comes from the sealed one: a row that was changed publishes nothing.
    const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: ROTATED_ALGORITHMS[purpose], use: 'sig' };
    return Object.freeze({ kid, privateKey, publicKey, publicJwk: Object.freeze(publicJwk as JWK) });
  }
}
