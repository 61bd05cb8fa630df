import type { ReviewState } from '@sallyport/core';
import type { ReviewView } from './read-review.ts';
import type { BreakGlassOrder, ReviewCalls } from './review-calls.ts';

/** A call that waits for people, as its application is told. Codes, counts and ids, never a value. */
export interface PendingReview {
  /** A UUID. */
  readonly id: string;
  /** The page that leads a reviewer to it. */
  readonly url: string;
  readonly state: ReviewState;
  /** Until when it waits for people; once it is approved, until when the approval may be used. Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /** How many people have approved, of how many. */
  readonly approvals: { readonly given: number; readonly quorum: number };
  readonly connection: string;
  /** `embeddings.create` */
  readonly operation: string;
  readonly correlationId: string;
  /** Takes the question back: the call then fails with `review_cancelled`. Raises a `SallyportError`, `review_conflict` when it is decided by now. */
  cancel(): Promise<void>;
  /**
   * Lets the call go on without a reviewer, where the policy allows it to members of the requester's groups; people look at it afterwards. Raises a
   * `SallyportError`, such as `break_glass_not_allowed`.
   */
  breakGlass(order: BreakGlassOrder): Promise<void>;
}

/** Told of a call that waits: once at first, and once for each change of its state or of how many approved. What it throws is ignored. */
export type OnReviewPending = (review: PendingReview) => unknown;

/** Which call waits. */
export type WaitingCall = Pick<PendingReview, 'connection' | 'operation' | 'correlationId'>;

/** Tells an application of each change of one review, once. */
export class ReviewProgress {
  readonly #tell: OnReviewPending | undefined;
  readonly #call: WaitingCall;
  readonly #calls: ReviewCalls;
  #told = '';

  constructor(
    tell: OnReviewPending | undefined,
    { call, calls }: { readonly call: WaitingCall; readonly calls: ReviewCalls },
  ) {
    this.#tell = tell;
    this.#call = call;
    this.#calls = calls;
  }

  /** Takes note of how a review stands. Its application's failure must not change what happens to the call. */
  note(review: ReviewView): void {
    const stands = `${review.state} ${review.approvals.given}`;
    if (this.#tell === undefined || stands === this.#told) return;
    this.#told = stands;
    const calls = this.#calls;
    const pending = Object.freeze({
      ...review,
      ...this.#call,
      cancel: () => calls.cancel(),
      breakGlass: (order: BreakGlassOrder) => calls.breakGlass(order),
    });
    try {
      Promise.resolve(this.#tell(pending)).catch(() => undefined);
    } catch {
      // It observes, it does not decide.
    }
  }
}
