import { type Identity, type ReviewPointer, SallyportError } from '@sallyport/core';
import type { Intended } from '@sallyport/pipeline';
import type { CompanionClient } from '../companion/companion-client.ts';
import { type OnReviewPending, ReviewProgress } from './pending-review.ts';
import { ReviewCalls } from './review-calls.ts';
import { waitForReview } from './wait-for-review.ts';

/** How calls wait for people. */
export interface ReviewWaiting {
  /** For how long, all in all. 0: not at all. Milliseconds. */
  readonly timeoutMs: number;
  readonly onPending?: OnReviewPending | undefined;
  /** Aborted when no call waits any longer; its reason is the `SallyportError` that says why. */
  readonly ending: AbortSignal;
}

/** By whom a call is sent. */
export interface ReviewCaller {
  readonly client: CompanionClient;
  readonly identity: Identity;
}

/** The waiting of one call: from the first review it is told to wait for, all its reviews have one deadline. */
export class ReviewWait {
  readonly #waiting: ReviewWaiting;
  readonly #exchange: Intended;
  readonly #late = new AbortController();
  readonly #asked = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(waiting: ReviewWaiting, exchange: Intended) {
    this.#waiting = waiting;
    this.#exchange = exchange;
  }

  /**
   * Waits until a review is approved, and gives whether the call is to come again: not when it has come for that review already. Raises as `waitForReview` does,
   * `review_timeout` past the deadline, and `review_required` at once where calls do not wait.
   */
  async approved(review: ReviewPointer, { client, identity }: ReviewCaller): Promise<boolean> {
    if (this.#asked.has(review.id)) return false;
    this.#asked.add(review.id);
    this.#startClock(review);
    const { call, connection, operation, correlationId } = this.#exchange;
    const calls = new ReviewCalls(client, { identity, id: review.id });
    const named = { connection: connection.name, operation: operation.id, correlationId };
    const progress = new ReviewProgress(this.#waiting.onPending, { call: named, calls });
    const signal = AbortSignal.any([call.signal, this.#waiting.ending, this.#late.signal]);
    await waitForReview(review, { calls, progress, signal });
    return true;
  }

  /** Ends it. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #startClock(review: ReviewPointer): void {
    const { timeoutMs } = this.#waiting;
    const { message: note } = this.#exchange.decision;
    if (timeoutMs === 0)
      throw new SallyportError('review_required', { review, ...(note === undefined ? {} : { note }) });
    this.#timer ??= setTimeout(() => this.#late.abort(new SallyportError('review_timeout', { review })), timeoutMs);
  }
}
