import { SallyportError } from '@sallyport/core';

type Abort = (error: SallyportError) => void;

/** The calls under way that were sent under a review, by its id. They are as many as the gates let in. */
export class ReviewsInUse {
  readonly #calls = new Map<string, Set<Abort>>();

  /** Follows a call until it was ended, or what it gives is called. */
  add(id: string, abort: Abort): () => void {
    const calls = this.#calls.get(id) ?? new Set();
    // Of its own, for two calls may be ended by one function.
    const end: Abort = (error) => abort(error);
    this.#calls.set(id, calls.add(end));
    return () => {
      calls.delete(end);
      if (calls.size === 0 && this.#calls.get(id) === calls) this.#calls.delete(id);
    };
  }

  /** Ends those that were sent under a review. */
  revoke(id: string | undefined): void {
    if (id === undefined) return;
    const calls = this.#calls.get(id) ?? new Set();
    this.#calls.delete(id);
    for (const end of calls) end(new SallyportError('review_revoked'));
  }
}
