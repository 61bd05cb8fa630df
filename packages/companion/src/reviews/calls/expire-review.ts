import type { Clock } from '@sallyport/core';
import type { EventLog } from '../../door/event-log.ts';
import type { Notifier } from '../notifier.ts';
import { expiredEvent } from './review-events.ts';
import type { CallReview, ReviewStore } from './review-store.ts';

/** What expiring works with. */
export interface ExpiringParts {
  readonly store: Pick<ReviewStore, 'expire'>;
  readonly log: Pick<EventLog, 'record'>;
  readonly notifier: Notifier;
  /** One that never goes back. */
  readonly clock: Clock;
}

/** Tells whether a review that waits, or an approval that was not used, has ended by now. */
export function hasEnded({ state, expiresAt }: Pick<CallReview, 'state' | 'expiresAt'>, now: number): boolean {
  return (state === 'pending' || state === 'approved') && expiresAt <= now;
}

/**
 * The review as it is now: one whose time is over is expired, in the ledger and then in the database, before anybody is told so. From then
 * on no clock that is set back brings it to life. Raises `ledger_unavailable`.
 */
export async function asOfNow<R extends CallReview>(parts: ExpiringParts, review: R): Promise<R> {
  const { store, log, notifier, clock } = parts;
  const now = clock.now();
  if (!hasEnded(review, now)) return review;
  await log.record(expiredEvent(review));
  const beside = (runner: Parameters<Notifier['queue']>[0]) =>
    notifier.queue(runner, { review: review.id, kind: 'expired', at: now });
  await store.expire(review.id, { now, beside });
  return { ...review, state: 'expired' };
}
