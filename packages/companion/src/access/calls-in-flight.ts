import { asSallyportError, type Identity, SallyportError } from '@sallyport/core';
import { identityQuotaKey } from '../quota/index.ts';
import type { Followed, Membership } from './access.ts';
import type { AccessChange } from './access-change.ts';

interface CallInFlight {
  readonly followed: Followed;
  readonly abort: (error: SallyportError) => void;
}

/** The calls under way, by whose they are. They are as many as the gates let in. */
export class CallsInFlight {
  readonly #byIdentity = new Map<string, Set<CallInFlight>>();

  /** Follows a call until what it gives is called. */
  add(followed: Followed, abort: (error: SallyportError) => void): () => void {
    const key = identityQuotaKey(followed.caller);
    const call = { followed, abort };
    const calls = this.#byIdentity.get(key) ?? new Set();
    this.#byIdentity.set(key, calls.add(call));
    return () => {
      calls.delete(call);
      if (calls.size === 0 && this.#byIdentity.get(key) === calls) this.#byIdentity.delete(key);
    };
  }

  /** Ends those that a revocation is about, as `check` judges. */
  revoke({ kind, identity }: AccessChange, check: (followed: Followed) => void): void {
    // Whoever revokes a grant may name another identity than its own.
    const concerned = kind === 'grant_revoked' ? this.#all() : this.#of(identity);
    for (const { followed, abort } of concerned) {
      try {
        check(followed);
      } catch (cause) {
        abort(asSallyportError(cause));
      }
    }
  }

  /** Ends those of an identity to which its groups no longer give the right. What `load` raises ends them too. */
  async recheck(identity: Identity, load: () => Promise<Membership>): Promise<void> {
    if (this.#of(identity).length === 0) return;
    try {
      const membership = await load();
      for (const { followed, abort } of this.#of(identity)) {
        if (followed.allows?.(membership) === false) abort(new SallyportError('grant_revoked'));
      }
    } catch (cause) {
      for (const { followed, abort } of this.#of(identity)) {
        if (followed.allows !== undefined) abort(asSallyportError(cause));
      }
    }
  }

  /** Ends all. */
  abortAll(error: SallyportError): void {
    for (const { abort } of this.#all()) abort(error);
  }

  #of(identity: Identity): readonly CallInFlight[] {
    return [...(this.#byIdentity.get(identityQuotaKey(identity)) ?? [])];
  }

  #all(): readonly CallInFlight[] {
    return [...this.#byIdentity.values()].flatMap((calls) => [...calls]);
  }
}
