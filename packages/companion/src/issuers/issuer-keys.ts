import { type Clock, SallyportError } from '@sallyport/core';
import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose';
import type { IssuerAlgorithm } from '../config/index.ts';
import { screenKeys } from './screen-keys.ts';

/** Keys are fetched again after this long. */
const FRESH_MS = 600_000;
/** While the issuer cannot be reached, keys serve this long; then no more tokens are taken. */
const STALE_MS = 3_600_000;
/** A key that is not known has the set fetched again, but not more often than this: tokens with made-up names cost the issuer nothing. */
const COOLDOWN_MS = 30_000;
/** With no keys at all, a failed fetch is tried again after this long. */
const RETRY_MS = 1_000;

/** What the keys of an issuer are had with. */
export interface IssuerKeysOptions {
  /** Fetches the key set. */
  readonly fetchKeySet: () => Promise<unknown>;
  readonly algorithms: readonly IssuerAlgorithm[];
  readonly clock: Clock;
}

interface Held {
  readonly keys: readonly JWK[];
  readonly find: JWTVerifyGetKey;
  readonly at: number;
}

/** The verification keys of one issuer: screened, held, fetched again as they age or as a token names one that is not known. */
export class IssuerKeys {
  readonly #options: IssuerKeysOptions;
  #held: Held | undefined;
  #triedAt: number | undefined;
  #pending: Promise<void> | undefined;

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
  }

  /** Finds the keys among which a token's is. Raises `issuer_unavailable` where there are none that may still be used. */
  async forKid(kid: string | undefined): Promise<JWTVerifyGetKey> {
    if (!this.#isHeldFor(FRESH_MS) && this.#mayTry()) await this.#refresh();
    if (!this.#knows(kid) && this.#mayTry()) await this.#refresh();
    if (this.#held === undefined || !this.#isHeldFor(STALE_MS)) throw new SallyportError('issuer_unavailable');
    return this.#held.find;
  }

  #knows(kid: string | undefined): boolean {
    return kid === undefined || this.#held?.keys.some((key) => key.kid === kid) === true;
  }

  #isHeldFor(milliseconds: number): boolean {
    return this.#held !== undefined && this.#isWithin(milliseconds, this.#held.at);
  }

  #mayTry(): boolean {
    const waitMs = this.#held === undefined ? RETRY_MS : COOLDOWN_MS;
    return this.#pending !== undefined || this.#triedAt === undefined || !this.#isWithin(waitMs, this.#triedAt);
  }

  /** A clock that was turned back must not make what is old young for ever. */
  #isWithin(milliseconds: number, since: number): boolean {
    const elapsed = this.#options.clock.now() - since;
    return elapsed >= 0 && elapsed < milliseconds;
  }

  /** One fetch for all who wait; a failure leaves what is held. */
  #refresh(): Promise<void> {
    this.#pending ??= this.#fetch()
      .catch(() => undefined)
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }

  async #fetch(): Promise<void> {
    const { fetchKeySet, algorithms, clock } = this.#options;
    this.#triedAt = clock.now();
    const keys = await screenKeys(await fetchKeySet(), algorithms);
    this.#held = { keys, find: createLocalJWKSet({ keys: [...keys] }), at: clock.now() };
  }
}
