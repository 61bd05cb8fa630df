import { type Clock, SallyportError } from '@sallyport/core';
import type { EventLog } from '../../door/event-log.ts';
import { reviewEvent } from '../deciding/review-event.ts';
import type { Notifier } from '../notifier.ts';
import { expiredEventName, recordOnce } from '../record-once.ts';
import type { CallReview, ReviewStore } from './review-store.ts';

/** What expiring works with. */
export interface ExpiringParts {
  readonly store: Pick<ReviewStore, 'expire' | 'find'>;
  readonly log: EventLog;
  readonly notifier: Notifier;
  /** One that never goes back. */
  readonly clock: Clock;
}

/** Tells whether a review that waits, or an approval that was not used, has ended by now. What is approved after the fact stays so. */
function hasEnded({ state, kind, expiresAt }: CallReview, now: number): boolean {
  const ends = state === 'pending' || (state === 'approved' && kind !== 'after_the_fact');
  return ends && expiresAt <= now;
}

/**
 * The review as it is now: one whose time is over is expired, in the ledger and then in the database, before anybody is told so. From then
 * on no clock that is set back brings it to life. Raises `ledger_unavailable`.
 */
export async function asOfNow(parts: ExpiringParts, review: CallReview): Promise<CallReview> {
  const { store, log, notifier, clock } = parts;
  const now = clock.now();
  if (!hasEnded(review, now)) return review;
  const draft = reviewEvent(review, { kind: 'review.expired', details: { until: review.expiresAt } });
  await recordOnce(log, draft, expiredEventName(review));
  const beside = async (runner: Parameters<Notifier['queue']>[0]) => {
    if (review.state === 'pending') await notifier.queue(runner, { review: review.id, kind: 'expired', at: now });
  };
  if (await store.expire(review, { now, beside })) return { ...review, state: 'expired' };
  // Somebody else was first, with that or with something else.
  const found = await store.find(review.id);
  if (found === undefined) throw new SallyportError('review_unknown');
  return found;
}
