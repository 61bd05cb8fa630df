import { asSallyportError } from '@sallyport/core';
import type { EventDraft, EventLog } from '../../door/event-log.ts';
import { recordedAct } from '../../door/recorded-act.ts';
import type { Database } from '../../storage/index.ts';
import type { ReviewKeys } from '../review-keys.ts';
import type { ReviewRecord } from '../review-record.ts';
import { type ApplyParts, applyDecision } from './apply-decision.ts';
import type { DecisionOrder } from './decision-order.ts';
import { decisionsAbout } from './decision-record.ts';
import { findReview } from './find-review.ts';
import { type JudgeParts, judgeDecision } from './judge-decision.ts';
import { readJustification } from './justification.ts';
import { reviewEvent } from './review-event.ts';
import type { Reviewer } from './reviewer.ts';
import type { Verdict } from './verdict.ts';

/**
 * Decides a review, and gives it as it then is. Raises `justification_invalid`, `request_invalid` for a window that the rule does not allow,
 * `review_unknown`, `reviewer_delegated`, `reviewer_is_requester`, `reviewer_not_allowed`, `review_expired`, `review_conflict` where it was
 * decided, or the same person decides again, `step_up_required`, `ledger_unavailable`.
 */
export type DecideReview = (reviewer: Reviewer, order: DecisionOrder) => Promise<ReviewRecord>;

/** What deciding works with. */
export interface DecideParts extends JudgeParts, ApplyParts {
  readonly database: Pick<Database, 'orm' | 'transaction'>;
  readonly keys: Pick<ReviewKeys, 'seal' | 'commitment'>;
  readonly log: Pick<EventLog, 'record'>;
}

/** So many others may decide the same review meanwhile. */
const MOST_TRIES = 8;

/**
 * Decides reviews. The event of a decision is durable first. Where somebody else changed the review between what the event says and what
 * would be done, that event is followed by its failure, and the decision is made anew: so what the log counts is what was counted.
 */
export function reviewDecider(parts: DecideParts): DecideReview {
  return async (reviewer, order) => {
    const checked = { ...order, justification: readJustification(order.justification) };
    for (let tries = 1; ; tries += 1) {
      const decided = await decideOnce(parts, { reviewer, order: checked, last: tries === MOST_TRIES });
      if (decided) return findReview(parts.database, order.review);
    }
  };
}

interface Deciding {
  readonly reviewer: Reviewer;
  readonly order: DecisionOrder;
  readonly last: boolean;
}

/** Gives `false` where it has to be tried again. */
async function decideOnce(parts: DecideParts, { reviewer, order, last }: Deciding): Promise<boolean> {
  const review = await findReview(parts.database, order.review);
  const decisions = await decisionsAbout(parts.database, [review.id]);
  const commitment = parts.keys.commitment(order.justification, review.id);
  const told = (verdict?: Verdict): EventDraft => decidedEvent(review, { reviewer, order, commitment, verdict });
  const judged = await judgeDecision(parts, { reviewer, order, review, decisions }).catch(async (cause: unknown) => {
    const error = asSallyportError(cause);
    const draft = told();
    await parts.log.record({ ...draft, status: 'failure', details: { ...draft.details, error: error.code } });
    throw error;
  });
  try {
    await recordedAct(parts.log, told(judged.verdict), () =>
      applyDecision(parts, { ...judged, reviewer, order, review, decisions, commitment }),
    );
    return true;
  } catch (cause) {
    if (last || asSallyportError(cause).code !== 'review_conflict') throw cause;
    return false;
  }
}

interface Told {
  readonly reviewer: Reviewer;
  readonly order: DecisionOrder;
  readonly commitment: string;
  /** Absent where it was refused. */
  readonly verdict: Verdict | undefined;
}

function decidedEvent(review: ReviewRecord, { reviewer, order, commitment, verdict }: Told): EventDraft {
  const { decision } = order;
  const counted =
    verdict === undefined
      ? {}
      : {
          kind: verdict.kind,
          approvals: { given: verdict.given, quorum: review.demand.quorum },
          ...(verdict.state === 'approved' ? { until: verdict.expiresAt } : {}),
        };
  return reviewEvent(review, {
    kind: 'review.decided',
    reviewer,
    details: { decision, justification: commitment, ...counted },
  });
}
