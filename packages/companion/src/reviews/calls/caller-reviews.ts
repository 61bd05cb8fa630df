import type { BreakGlassReason, Caller } from '@sallyport/core';
import type { EventLog } from '../../door/event-log.ts';
import { type BreakGlassParts, breakGlass } from './break-glass.ts';
import { type CancelParts, cancelReview } from './cancel-review.ts';
import { type OwnReviewParts, ownReview } from './own-review.ts';
import { reviewJson } from './review-json.ts';
import type { ReviewUrl } from './review-refusal.ts';
import type { CallReview, ReviewStore } from './review-store.ts';
import type { ReviewWaiter } from './review-waiter.ts';

/** Who asks about which review. */
export interface Asked {
  readonly id: string;
  /** With the groups that it is in now. */
  readonly caller: Caller;
  readonly clientIp?: string | undefined;
  /** Raises what refuses the caller at this connection. */
  readonly check: (connection: string) => void;
}

/** What is answered: JSON, and whether people have still to decide. */
export interface Told {
  readonly body: object;
  readonly pending: boolean;
}

/** What callers do about reviews of their own; of anybody else's each raises `review_unknown`. And `ledger_unavailable`. */
export interface CallerReviews {
  /** How it stands, once that is no longer pending or so many milliseconds have gone by. Raises `cancelled`. */
  read(asked: Asked, wait: { readonly waitMs: number; readonly signal: AbortSignal }): Promise<Told>;
  /** Raises what `cancelReview` does. */
  cancel(asked: Asked): Promise<Told>;
  /** Raises what `breakGlass` does. */
  breakGlass(asked: Asked, order: { readonly reason: BreakGlassReason; readonly justification: string }): Promise<Told>;
  /** Whoever waits is told now, and nobody waits any more. */
  close(): void;
}

/** What callers' reviews work with. */
export interface CallerReviewsParts extends OwnReviewParts, CancelParts, BreakGlassParts {
  readonly store: ReviewStore;
  readonly waiter: ReviewWaiter;
  readonly url: ReviewUrl;
  readonly log: EventLog;
}

/** Callers' own reviews. */
export function callerReviews(parts: CallerReviewsParts): CallerReviews {
  const find = async ({ id, caller, check }: Asked): Promise<CallReview> => {
    const review = await ownReview(parts, { id, requester: caller });
    check(review.connection);
    return review;
  };
  const told = async (review: CallReview): Promise<Told> => ({
    body: await reviewJson(parts, review),
    pending: review.state === 'pending',
  });
  return Object.freeze({
    read: async (asked, { waitMs, signal }) => {
      const review = await find(asked);
      if (review.state !== 'pending' || waitMs === 0) return told(review);
      const forMs = Math.min(waitMs, review.expiresAt - parts.clock.now());
      await parts.waiter.wait(review.id, { forMs, signal });
      return told(await find(asked));
    },
    cancel: async (asked) => {
      await cancelReview(parts, { review: await find(asked), clientIp: asked.clientIp });
      return told(await find(asked));
    },
    breakGlass: async (asked, order) => {
      const act = { review: await find(asked), clientIp: asked.clientIp };
      await breakGlass(parts, act, { ...order, caller: asked.caller });
      return told(await find(asked));
    },
    close: () => parts.waiter.close(),
  } satisfies CallerReviews);
}
