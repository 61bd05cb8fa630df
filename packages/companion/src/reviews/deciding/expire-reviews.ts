import type { SqlRunner } from '../../storage/index.ts';
import type { Notifier } from '../notifier.ts';
import { expiredEventName } from '../record-once.ts';
import { setExpired } from '../review-changes.ts';
import { type Change, DUE_COLUMNS, type DueReview, type DueWork } from './due-reviews.ts';
import { reviewEvent } from './review-event.ts';

/** What time does to reviews, and whom it tells. */
export interface ExpiryParts {
  readonly notifier: Notifier;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Ends reviews that nobody decided in time, approvals that nobody used in time, and windows that are over. What ended stays so. */
export function expiry({ notifier, now }: ExpiryParts): DueWork {
  return {
    find: (page) => ({
      name: 'sallyport_deciding_expired',
      // As the index says it: otherwise the planner does not see that it serves.
      text: `select ${DUE_COLUMNS} from review
        where (state = 'pending' or (state = 'approved' and kind <> 'after_the_fact')) and expires_at <= to_timestamp($1::float8)
        order by expires_at, id limit $2`,
      values: [now / 1000, page],
    }),
    told: (review) => reviewEvent(review, { kind: 'review.expired', details: { until: review.expiresAt } }),
    eventName: expiredEventName,
    change: async (runner, review) => {
      const change = await expire(runner, review, now);
      const waited = review.state === 'pending';
      if (change === 'made' && waited) await notifier.queue(runner, { review: review.id, kind: 'expired', at: now });
      return change;
    },
  };
}

async function expire(runner: SqlRunner, { id, state }: DueReview, now: number): Promise<Change> {
  if (await setExpired(runner, [id, state, now / 1000])) return 'made';
  const [row] = await runner.query({
    name: 'sallyport_deciding_state',
    text: 'select state from review where id = $1',
    values: [id],
  });
  return row?.state === 'expired' ? 'made before' : 'ruled out';
}
