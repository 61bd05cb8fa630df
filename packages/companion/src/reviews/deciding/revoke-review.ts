import { asSallyportError, type Clock, SallyportError, utf8 } from '@sallyport/core';
import type { Access } from '../../access/index.ts';
import type { EventLog } from '../../door/event-log.ts';
import { recordedAct } from '../../door/recorded-act.ts';
import { type Database, guarded } from '../../storage/index.ts';
import type { ReviewKeys } from '../review-keys.ts';
import type { ReviewRecord } from '../review-record.ts';
import { checkReviewer, type ReviewerParts } from './check-reviewer.ts';
import { findReview } from './find-review.ts';
import { readJustification } from './justification.ts';
import { reviewEvent } from './review-event.ts';
import type { Reviewer } from './reviewer.ts';
import { lockReview, writeDecision } from './write-decision.ts';

/** An approval to take back. */
export interface RevocationOrder {
  /** The UUID of the review. */
  readonly review: string;
  /** 1 to 2,000 characters. */
  readonly justification: string;
  /** Whether the reviewer administers the companion: who does needs no group of the rule. */
  readonly admin: boolean;
}

/**
 * Takes an approval back, cuts the calls that go on under it, and gives the review as it then is. Once more does the same again: so whoever
 * was not told how it went can make sure. Raises `justification_invalid`, `review_unknown`, `reviewer_delegated`, `reviewer_is_requester`,
 * `reviewer_not_allowed`, `review_conflict` where there is no approval, `ledger_unavailable`.
 */
export type RevokeReview = (reviewer: Reviewer, order: RevocationOrder) => Promise<ReviewRecord>;

/** What revoking works with. */
export interface RevokeParts extends ReviewerParts {
  readonly database: Pick<Database, 'orm' | 'transaction'>;
  readonly keys: Pick<ReviewKeys, 'seal' | 'commitment'>;
  readonly log: Pick<EventLog, 'record'>;
  readonly access: Pick<Access, 'membershipOf' | 'revokeReview'>;
  /** It never goes back. */
  readonly clock: Clock;
}

/** Takes approvals back. The event of it is durable first. */
export function reviewRevoker(parts: RevokeParts): RevokeReview {
  return async (reviewer, order) => {
    const justification = readJustification(order.justification);
    const review = await findReview(parts.database, order.review);
    const commitment = parts.keys.commitment(justification, review.id);
    const details = { decision: 'revoke', justification: commitment } as const;
    const draft = reviewEvent(review, { kind: 'review.revoked', reviewer, details });
    const person = await personOf(parts, { reviewer, order, review }).catch(async (cause: unknown) => {
      const error = asSallyportError(cause);
      await parts.log.record({ ...draft, status: 'failure', details: { ...draft.details, error: error.code } });
      throw error;
    });
    await recordedAct(parts.log, draft, async () => {
      await apply(parts, { reviewer, person, review, justification, commitment });
      const { requester, expiresAt } = review;
      const identity = { issuer: requester.issuer, subject: requester.subject };
      await parts.access.revokeReview({ id: review.id, identity, expiresAt });
    });
    return findReview(parts.database, review.id);
  };
}

interface Revoking {
  readonly reviewer: Reviewer;
  readonly review: ReviewRecord;
}

async function personOf(
  parts: RevokeParts,
  { reviewer, order, review }: Revoking & { readonly order: RevocationOrder },
): Promise<string> {
  if (order.admin && !reviewer.delegated) return parts.people.personOf(reviewer.identity);
  return checkReviewer(parts, reviewer, review);
}

interface Revocation extends Revoking {
  readonly person: string;
  readonly justification: string;
  readonly commitment: string;
}

async function apply({ database, keys, clock }: RevokeParts, revocation: Revocation): Promise<void> {
  const { reviewer, person, review, justification, commitment } = revocation;
  const sealedJustification = keys.seal(utf8(justification), { review: review.id, use: 'justification' });
  const work = database.transaction(async (runner) => {
    const state = (await lockReview(runner, review.id))?.state;
    const at = clock.now();
    if (state === 'cancelled' && review.revokedAt !== undefined) return;
    if (state !== 'approved' || review.kind === 'after_the_fact') throw new SallyportError('review_conflict');
    await writeDecision(runner, {
      ...{ review: review.id, decision: 'revoke', reviewer, person },
      ...{ sealedJustification, commitment, at },
    });
    await runner.query({
      name: 'sallyport_deciding_revoke',
      text: `update review set state = 'cancelled', revoked_at = to_timestamp($2::float8) where id = $1 and state = 'approved'`,
      values: [review.id, at / 1000],
    });
  });
  await guarded(work);
}
