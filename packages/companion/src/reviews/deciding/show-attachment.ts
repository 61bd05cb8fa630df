import { type Clock, type MediaType, SallyportError } from '@sallyport/core';
import type { Database } from '../../storage/index.ts';
import { findAttachment } from '../attachment-rows.ts';
import type { ReviewKeys } from '../review-keys.ts';
import { checkReviewer, checkStepUp, type ReviewerParts } from './check-reviewer.ts';
import { findReview } from './find-review.ts';
import type { Reviewer } from './reviewer.ts';

/** What a reviewer is shown of a call that is no text, as it would leave. */
export interface ShownAttachment {
  readonly type: MediaType;
  readonly bytes: Uint8Array;
}

/** What showing works with. */
export interface ShowingParts extends ReviewerParts {
  readonly database: Pick<Database, 'orm'>;
  readonly keys: Pick<ReviewKeys, 'open'>;
  /** It never goes back. */
  readonly clock: Clock;
}

/**
 * Shows an attachment to somebody who may decide its review now, by the same login as they would decide with. Raises `review_unknown`, also where there is no
 * attachment of that number, `reviewer_delegated`, `reviewer_is_requester`, `reviewer_not_allowed`, `step_up_required`, `review_conflict`
 * where it was decided, `review_expired`, `secret_unsealed`, `ledger_unavailable`.
 */
export async function showAttachment(
  { database, keys, clock, ...parts }: ShowingParts,
  reviewer: Reviewer,
  { review: id, number }: { readonly review: string; readonly number: number },
): Promise<ShownAttachment> {
  const review = await findReview(database, id);
  await checkReviewer(parts, reviewer, review);
  const now = clock.now();
  if (review.state === 'expired' || review.expiresAt <= now) throw new SallyportError('review_expired');
  if (review.state !== 'pending') throw new SallyportError('review_conflict');
  checkStepUp(review.demand, reviewer, now);
  const found = await findAttachment(database, { review: id, number });
  if (found === undefined) throw new SallyportError('review_unknown');
  const bytes = keys.open(found.sealed, { review: id, use: `attachment ${number}` });
  return { type: found.type, bytes };
}
