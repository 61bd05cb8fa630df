import { type Clock, identityKey, SallyportError } from '@sallyport/core';
import type { Presented } from './access.ts';
import type { AccessChange } from './access-change.ts';
import { ExpiringMap } from './expiring-map.ts';

/** So many revocations are kept; past that, none is begun here until some have expired. */
const CAPACITY = 262_144;

/** What is taken back and has not expired. To check is a look-up, or two where identities are among it. */
export class Revocations {
  readonly #capacity: number;
  readonly #clock: Clock;
  readonly #grants: ExpiringMap<true>;
  /** Until when, in seconds since the Unix epoch, what was issued to each identity is taken back. */
  readonly #identities: ExpiringMap<number>;
  readonly #reviews: ExpiringMap<true>;

  constructor(clock: Clock, capacity = CAPACITY) {
    this.#capacity = capacity;
    this.#clock = clock;
    this.#grants = new ExpiringMap(clock);
    this.#identities = new ExpiringMap(clock);
    this.#reviews = new ExpiringMap(clock);
  }

  /** Raises `overloaded` when there is no place for one more. */
  checkRoom(): void {
    if (this.#size < this.#capacity) return;
    this.#grants.sweep();
    this.#identities.sweep();
    this.#reviews.sweep();
    if (this.#size >= this.#capacity) throw new SallyportError('overloaded');
  }

  /** Takes a revocation in; what has expired stays out. */
  add({ kind, identity, grantId, at, expiresAt }: AccessChange): void {
    if (expiresAt <= this.#clock.now()) return;
    if (kind === 'grant_revoked' && grantId !== undefined) this.#grants.set(grantId, true, expiresAt);
    if (kind === 'review_revoked' && grantId !== undefined) this.#reviews.set(grantId, true, expiresAt);
    if (kind !== 'identity_revoked') return;
    const key = identityKey(identity);
    const until = Math.floor(at / 1000);
    if (until >= (this.#identities.get(key) ?? until)) this.#identities.set(key, until, expiresAt);
  }

  /** Raises `grant_revoked`. Issued in the very second counts as issued before: which it was, whole seconds do not tell. */
  check({ id, caller, issuedAt }: Presented): void {
    if (this.#grants.get(id) === true) throw new SallyportError('grant_revoked');
    if (this.#identities.size === 0) return;
    const until = this.#identities.get(identityKey(caller));
    // Not `<=`: a time that is none must not pass.
    if (until !== undefined && !(issuedAt > until)) throw new SallyportError('grant_revoked');
  }

  /** Raises `review_revoked`. */
  checkReview(id: string): void {
    if (this.#reviews.get(id) === true) throw new SallyportError('review_revoked');
  }

  get #size(): number {
    return this.#grants.size + this.#identities.size + this.#reviews.size;
  }
}
