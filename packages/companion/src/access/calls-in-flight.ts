import { asSallyportError, type Identity, identityKey, SallyportError } from '@sallyport/core';
import type { Followed, Membership } from './access.ts';
import type { AccessChange } from './access-change.ts';

interface CallInFlight {
  readonly followed: Followed;
  /** Ends it, and follows it no more. */
  readonly end: (error: SallyportError) => void;
}

/** The calls under way, by whose they are. They are as many as the gates let in. */
export class CallsInFlight {
  readonly #byIdentity = new Map<string, Set<CallInFlight>>();

  /** Follows a call until it was ended, or what it gives is called. */
  add(followed: Followed, abort: (error: SallyportError) => void): () => void {
    const key = identityKey(followed.caller);
    const calls = this.#byIdentity.get(key) ?? new Set();
    const release = () => {
      calls.delete(call);
      if (calls.size === 0 && this.#byIdentity.get(key) === calls) this.#byIdentity.delete(key);
    };
    const end = (error: SallyportError) => {
      release();
      abort(error);
    };
    const call = { followed, end };
    this.#byIdentity.set(key, calls.add(call));
    return release;
  }

  /** Ends those that a revocation is about, as `check` judges. */
  revoke({ kind, identity }: AccessChange, check: (followed: Followed) => void): void {
    // Whoever revokes a grant may name another identity than its own.
    const concerned = kind === 'grant_revoked' ? this.#all() : this.#of(identity);
    for (const { followed, end } of concerned) {
      try {
        check(followed);
      } catch (cause) {
        end(asSallyportError(cause));
      }
    }
  }

  /** Ends those of an identity to which its groups no longer give the right. What `load` raises ends them too. */
  async recheck(identity: Identity, load: () => Promise<Membership>): Promise<void> {
    if (this.#of(identity).length === 0) return;
    try {
      const membership = await load();
      for (const { followed, end } of this.#of(identity)) {
        if (followed.allows?.(membership) === false) end(new SallyportError('grant_revoked'));
      }
    } catch (cause) {
      for (const { followed, end } of this.#of(identity)) {
        if (followed.allows !== undefined) end(asSallyportError(cause));
      }
    }
  }

  /** Ends all. */
  abortAll(error: SallyportError): void {
    for (const { end } of this.#all()) end(error);
  }

  #of(identity: Identity): readonly CallInFlight[] {
    return [...(this.#byIdentity.get(identityKey(identity)) ?? [])];
  }

  #all(): readonly CallInFlight[] {
    return [...this.#byIdentity.values()].flatMap((calls) => [...calls]);
  }
}
