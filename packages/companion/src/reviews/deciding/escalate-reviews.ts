import type { SqlRunner } from '../../storage/index.ts';
import { type Change, DUE_COLUMNS, type DueReview, type DueWork } from './due-reviews.ts';
import type { ExpiryParts } from './expire-reviews.ts';
import { reviewEvent } from './review-event.ts';

/** Asks the second group about reviews that nobody decided for so long. */
export function escalation({ notifier, now }: ExpiryParts): DueWork {
  return {
    find: (page) => ({
      name: 'sallyport_deciding_waiting',
      text: `select ${DUE_COLUMNS} from review
        where state = 'pending' and escalated_at is null and escalates_at <= to_timestamp($1::float8)
          and expires_at > to_timestamp($1::float8)
        order by escalates_at, id limit $2`,
      values: [now / 1000, page],
    }),
    told: (review) =>
      reviewEvent(review, { kind: 'review.requested', details: { escalated: true, until: review.expiresAt } }),
    eventName: ({ id }) => `review.escalated/${id}`,
    change: async (runner, review) => {
      const change = await escalate(runner, review, now);
      if (change === 'made') await notifier.queue(runner, { review: review.id, kind: 'escalated', at: now });
      return change;
    },
  };
}

async function escalate(runner: SqlRunner, { id }: DueReview, now: number): Promise<Change> {
  const made = await runner.query({
    name: 'sallyport_deciding_escalate',
    text: `update review set escalated_at = to_timestamp($2::float8)
      where id = $1 and state = 'pending' and escalated_at is null returning id`,
    values: [id, now / 1000],
  });
  if (made.length > 0) return 'made';
  const [row] = await runner.query({
    name: 'sallyport_deciding_escalated',
    text: 'select escalated_at is not null as escalated from review where id = $1',
    values: [id],
  });
  return row?.escalated === true ? 'made before' : 'ruled out';
}
