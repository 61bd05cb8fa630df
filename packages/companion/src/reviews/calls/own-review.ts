import { type Identity, isUuid, SallyportError, sameIdentity } from '@sallyport/core';
import { asOfNow, type ExpiringParts } from './expire-review.ts';
import type { CallReview } from './review-store.ts';

/** What looking at one's own reviews works with. */
export type OwnReviewParts = ExpiringParts;

/** A review as its requester sees it now. Raises `review_unknown` for one that is not there, and for anybody else's; `ledger_unavailable`. */
export async function ownReview(
  parts: OwnReviewParts,
  { id, requester }: { readonly id: string; readonly requester: Identity },
): Promise<CallReview> {
  const review = isUuid(id) ? await parts.store.find(id) : undefined;
  if (review === undefined || !sameIdentity(review.requester, requester)) throw new SallyportError('review_unknown');
  return asOfNow(parts, review);
}
