import { SallyportError } from '@sallyport/core';
import type { EventLog } from '../../door/event-log.ts';
import { recordedAct } from '../../door/recorded-act.ts';
import { type RequesterAct, requesterEvent } from './review-events.ts';
import type { ReviewStore } from './review-store.ts';
import type { ReviewWaiter } from './review-waiter.ts';

/** What cancelling works with. */
export interface CancelParts {
  readonly store: Pick<ReviewStore, 'cancel'>;
  readonly log: Pick<EventLog, 'record'>;
  readonly waiter: Pick<ReviewWaiter, 'wake'>;
}

/**
 * Cancels one's own review that waits, or an approval that is not wanted any more. It is in the ledger first. Raises `review_conflict` where
 * there is nothing to cancel, `ledger_unavailable`.
 */
export async function cancelReview({ store, log, waiter }: CancelParts, act: RequesterAct): Promise<void> {
  const { id, state, kind } = act.review;
  if ((state !== 'pending' && state !== 'approved') || kind === 'after_the_fact') {
    throw new SallyportError('review_conflict');
  }
  await recordedAct(log, requesterEvent('review.cancelled', act), async () => {
    if (!(await store.cancel(id))) throw new SallyportError('review_conflict');
  });
  waiter.wake(id);
}
