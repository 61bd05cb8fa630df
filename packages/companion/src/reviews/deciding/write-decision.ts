import type { ReviewDecision, ReviewState } from '@sallyport/core';
import type { SqlRunner } from '../../storage/index.ts';
import type { Reviewer } from './reviewer.ts';

/** A decision to write down. */
export interface NewDecision {
  readonly review: string;
  readonly decision: ReviewDecision;
  readonly reviewer: Reviewer;
  /** See `People.personOf`. */
  readonly person: string;
  readonly sealedJustification: Uint8Array;
  readonly commitment: string;
  readonly windowSeconds?: number | undefined;
  readonly at: number;
}

/** What the database says of a review while nobody else changes it. */
export interface LockedReview {
  readonly state: ReviewState;
  /** The ids of the decisions about it. */
  readonly decisions: ReadonlySet<string>;
}

/** Locks a review until the end of the transaction, and says how it stands; `undefined` where there is none. */
export async function lockReview(runner: SqlRunner, id: string): Promise<LockedReview | undefined> {
  const [row] = await runner.query({
    name: 'sallyport_deciding_lock',
    text: 'select state from review where id = $1 for update',
    values: [id],
  });
  if (row === undefined) return undefined;
  // After the lock, in a statement of its own: so it sees what was written by whoever had it before.
  const decisions = await runner.query({
    name: 'sallyport_deciding_decisions',
    text: 'select id from review_decision where review = $1',
    values: [id],
  });
  return { state: row.state as ReviewState, decisions: new Set(decisions.map((one) => String(one.id))) };
}

/** Writes a decision down. */
export async function writeDecision(runner: SqlRunner, decision: NewDecision): Promise<void> {
  const { review, reviewer, person, sealedJustification, commitment, windowSeconds = null, at } = decision;
  const { issuer, subject } = reviewer.identity;
  await runner.query({
    name: 'sallyport_deciding_decide',
    text: `insert into review_decision
        (id, review, decision, issuer, subject, person, sealed_justification, commitment, window_seconds, decided_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10::float8))`,
    values: [
      ...[crypto.randomUUID(), review, decision.decision, issuer, subject, person],
      ...[sealedJustification, commitment, windowSeconds, at / 1000],
    ],
  });
}
