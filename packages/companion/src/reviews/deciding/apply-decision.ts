import { type Clock, SallyportError, utf8 } from '@sallyport/core';
import { type Database, guarded } from '../../storage/index.ts';
import { forgetAttachments } from '../attachment-rows.ts';
import type { Notifier } from '../notifier.ts';
import type { ReviewKeys } from '../review-keys.ts';
import type { Judged, SeenDecision } from './judge-decision.ts';
import { lockReview, writeDecision } from './write-decision.ts';

/** What a decision is written with. */
export interface ApplyParts {
  readonly database: Pick<Database, 'transaction'>;
  readonly keys: Pick<ReviewKeys, 'seal'>;
  readonly notifier: Notifier;
  /** It never goes back. */
  readonly clock: Clock;
}

/**
 * Writes a decision down, and what it makes of the review, together. Raises `review_conflict` where the review is no longer as it was seen,
 * and `ledger_unavailable`.
 */
export async function applyDecision(
  parts: ApplyParts,
  decision: SeenDecision & Judged & { readonly commitment: string },
): Promise<void> {
  const { database, clock } = parts;
  const { review, decisions } = decision;
  const justification = utf8(decision.order.justification);
  const sealedJustification = parts.keys.seal(justification, { review: review.id, use: 'justification' });
  const work = database.transaction(async (runner) => {
    const locked = await lockReview(runner, review.id);
    const at = clock.now();
    const same = locked?.state === 'pending' && decisions.every(({ id }) => locked.decisions.has(id));
    if (!same || locked.decisions.size !== decisions.length || at >= review.expiresAt) {
      throw new SallyportError('review_conflict');
    }
    const { reviewer, person, commitment, order, verdict } = decision;
    const { windowSeconds } = order;
    await writeDecision(runner, {
      ...{ review: review.id, decision: order.decision, reviewer, person },
      ...{ sealedJustification, commitment, windowSeconds, at },
    });
    if (verdict.state === 'pending') return;
    await runner.query({
      name: 'sallyport_deciding_decided',
      text: `update review set state = $2, kind = $3, expires_at = to_timestamp($4::float8), decided_at = to_timestamp($5::float8)
        where id = $1 and state = 'pending'`,
      values: [review.id, verdict.state, verdict.kind, verdict.expiresAt / 1000, at / 1000],
    });
    await forgetAttachments(runner, review.id);
    await parts.notifier.queue(runner, { review: review.id, kind: 'decided', at });
  });
  await guarded(work);
}
