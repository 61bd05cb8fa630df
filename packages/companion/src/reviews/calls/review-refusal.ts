import { SallyportError } from '@sallyport/core';
import type { CallReview } from './review-store.ts';

/** Where reviewers find a review. */
export type ReviewUrl = (id: string) => string;

/** What a call is told that cannot pass under a review: `review_required` with where it waits, or how it ended. */
export function refusalOf(
  { id, state, revokedAt }: Pick<CallReview, 'id' | 'state' | 'revokedAt'>,
  { url, note }: { readonly url: ReviewUrl; readonly note: string | undefined },
): SallyportError {
  const told = { review: { id, url: url(id), state }, ...(note === undefined ? {} : { note }) };
  if (state === 'pending' || state === 'approved') return new SallyportError('review_required', told);
  if (state === 'cancelled' && revokedAt !== undefined) return new SallyportError('review_revoked', told);
  return new SallyportError(`review_${state}`, told);
}
