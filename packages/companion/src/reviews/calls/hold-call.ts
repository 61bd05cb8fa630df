import { SallyportError } from '@sallyport/core';
import type { Transformed } from '@sallyport/pipeline';
import { asOfNow } from './expire-review.ts';
import type { OpeningParts } from './open-review.ts';
import { prefersNotToWait } from './prefers-not-to-wait.ts';
import { type ReviewUrl, refusalOf } from './review-refusal.ts';
import type { CallReview } from './review-store.ts';
import type { ReviewWaiter } from './review-waiter.ts';

/** What holding works with. */
export interface HoldingParts extends OpeningParts {
  readonly waiter: ReviewWaiter;
  readonly url: ReviewUrl;
  /** Calls held at once. */
  readonly holds: Holds;
}

/** The calls that are held. */
export interface Holds {
  /** Gives the way out again, or `undefined` when as many are held as may be. */
  enter(): (() => void) | undefined;
}

/** Until when a call is held, by a clock that nobody sets: milliseconds of `performance.now()`. Absent: it is not held. */
export function holdUntil({ decision, call }: Transformed): number | undefined {
  const { hold } = decision.review ?? {};
  if (hold === undefined || prefersNotToWait(call.headers)) return undefined;
  return performance.now() + hold * 1000;
}

/**
 * Holds a call open until people have decided about its review, which it gives as it is then. Raises `review_required` when that takes
 * longer than the call is held, or too many are held already, `shutting_down`, `review_expired`, `cancelled`, and whatever reason the
 * call is ended for.
 */
export async function holdCall(
  parts: HoldingParts,
  held: { readonly exchange: Transformed; readonly review: CallReview; readonly until: number | undefined },
): Promise<CallReview> {
  const { waiter, store, clock, holds } = parts;
  const { exchange, review, until } = held;
  const refuse = (now: CallReview) => refusalOf(now, { url: parts.url, note: exchange.decision.message });
  const leave = until === undefined ? undefined : holds.enter();
  if (until === undefined || leave === undefined) throw refuse(review);
  try {
    const forMs = Math.min(until - performance.now(), review.expiresAt - clock.now());
    await waiter.wait(review.id, { forMs, signal: exchange.call.signal });
  } finally {
    leave();
  }
  const found = await store.find(review.id);
  if (found === undefined) throw new SallyportError('review_unknown');
  const now = await asOfNow(parts, found);
  // Where it comes again another replica holds it.
  if (now.state === 'pending') throw waiter.closed ? new SallyportError('shutting_down') : refuse(now);
  return now;
}
