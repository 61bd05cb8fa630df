import { type Clock, MAX_WINDOW_SECONDS, SallyportError } from '@sallyport/core';
import type { ReviewRecord } from '../review-record.ts';
import { checkReviewer, checkStepUp, type ReviewerParts } from './check-reviewer.ts';
import { countedApprovals } from './counted-approvals.ts';
import type { DecisionOrder } from './decision-order.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { Reviewer } from './reviewer.ts';
import { approval, rejection, type Verdict } from './verdict.ts';

/** What a decision is judged by. */
export interface JudgeParts extends ReviewerParts {
  /** It never goes back. */
  readonly clock: Clock;
}

/** A decision, and what it is about as it was seen. */
export interface SeenDecision {
  readonly reviewer: Reviewer;
  readonly order: DecisionOrder;
  readonly review: ReviewRecord;
  /** Those that were made before. */
  readonly decisions: readonly DecisionRecord[];
}

/** A decision that may be made. */
export interface Judged {
  readonly verdict: Verdict;
  /** Whose it is, see `People.personOf`. */
  readonly person: string;
}

/** Judges a decision by who makes it and by what was decided before; changes nothing. Raises what `DecideReview` does. */
export async function judgeDecision(
  parts: JudgeParts,
  { reviewer, order, review, decisions }: SeenDecision,
): Promise<Judged> {
  const { people, clock } = parts;
  const person = await checkReviewer(parts, reviewer, review);
  const now = clock.now();
  checkState(review, now);
  checkStepUp(review.demand, reviewer, now);
  checkWindow(review, order);
  if (decisions.some((one) => people.personOf(one.identity) === person)) throw new SallyportError('review_conflict');
  const approvals = await countedApprovals(parts, review, decisions);
  if (order.decision === 'reject') return { person, verdict: rejection(review, approvals) };
  const { windowSeconds } = order;
  const own = { person, ...(windowSeconds === undefined ? {} : { windowSeconds }) };
  return { person, verdict: approval(review, [...approvals, own], now) };
}

function checkState({ state, expiresAt }: ReviewRecord, now: number): void {
  if (state === 'expired' || (state === 'pending' && now >= expiresAt)) throw new SallyportError('review_expired');
  if (state !== 'pending') throw new SallyportError('review_conflict');
}

function checkWindow({ kind, demand }: ReviewRecord, { decision, windowSeconds }: DecisionOrder): void {
  if (windowSeconds === undefined) return;
  const most = Math.min(demand.window?.most ?? 0, MAX_WINDOW_SECONDS);
  const fits = Number.isSafeInteger(windowSeconds) && windowSeconds >= 1 && windowSeconds <= most;
  if (!fits || decision !== 'approve' || kind !== 'call') throw new SallyportError('request_invalid');
}
