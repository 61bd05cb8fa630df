import { asSallyportError, type SallyportError } from '@sallyport/core';
import type { EventDraft, EventLog } from '../../door/event-log.ts';
import { countOf, type Database, type SqlRow, type SqlRunner, type Statement } from '../../storage/index.ts';
import { recordOnce } from '../record-once.ts';
import type { ToldReview } from './review-event.ts';

/** What time does to reviews, one kind of it. */
export interface DueWork {
  /** Finds the next that are due: at most so many, the longest due first, in an order that is the same at every replica. */
  readonly find: (page: number) => Statement;
  /** What the event of it says. */
  readonly told: (review: DueReview) => EventDraft;
  /** Unique to what happens to this review, once: replicas that see it at the same time record one event. */
  readonly eventName: (review: DueReview) => string;
  /** Does it, in a transaction, if the review is still as it was found. */
  readonly change: (runner: SqlRunner, review: DueReview) => Promise<Change>;
}

/** What came of a change: another replica may have made it before, or made another one that rules it out. */
export type Change = 'made' | 'made before' | 'ruled out';

/** A review that is due. Times in milliseconds since the Unix epoch. */
export interface DueReview extends ToldReview {
  readonly state: string;
  readonly expiresAt: number;
}

/** What is read of one. */
export const DUE_COLUMNS = `id, kind, state, issuer, subject, connection, operation, policy, rule, correlation_id,
  (extract(epoch from expires_at) * 1000)::bigint as expires_ms`;

/** What due work is done with. */
export interface DueParts {
  readonly database: Pick<Database, 'query' | 'transaction'>;
  readonly log: Pick<EventLog, 'commit'>;
}

/** What came of it. */
export interface DueResult {
  /** There may be more. */
  readonly more: boolean;
  /** Why nothing was done about them. */
  readonly error?: SallyportError;
}

/**
 * Does the work about a page of the reviews that are due: their events are durable first, and then all of it is done in one transaction, or
 * none. Never rejects.
 */
export async function doDue(parts: DueParts, work: DueWork, page: number): Promise<DueResult> {
  try {
    const due = (await parts.database.query(work.find(page))).map(readDue);
    await Promise.all(due.map((review) => recordOnce(parts.log, work.told(review), work.eventName(review))));
    const ruledOut = await changeAll(parts, work, due);
    await Promise.all(ruledOut.map((review) => recordFailed(parts.log, work, review)));
    return { more: due.length === page };
  } catch (cause) {
    return { more: false, error: asSallyportError(cause, 'ledger_unavailable') };
  }
}

/** Gives those about which it could not be done. */
async function changeAll(
  { database }: DueParts,
  work: DueWork,
  due: readonly DueReview[],
): Promise<readonly DueReview[]> {
  if (due.length === 0) return [];
  return database.transaction(async (runner) => {
    const ruledOut: DueReview[] = [];
    // One after the other: every replica locks them in the same order.
    for (const review of due) if ((await work.change(runner, review)) === 'ruled out') ruledOut.push(review);
    return ruledOut;
  });
}

function recordFailed(log: DueParts['log'], work: DueWork, review: DueReview): Promise<void> {
  const draft = work.told(review);
  const details = { ...draft.details, error: 'review_conflict' as const };
  return recordOnce(log, { ...draft, status: 'failure', details }, `${work.eventName(review)}/failed`);
}

function readDue(row: SqlRow): DueReview {
  return {
    ...{ id: String(row.id), state: String(row.state), connection: String(row.connection) },
    ...{ operation: String(row.operation), policy: String(row.policy), rule: String(row.rule) },
    kind: row.kind as DueReview['kind'],
    requester: { issuer: String(row.issuer), subject: String(row.subject) },
    correlationId: String(row.correlation_id),
    expiresAt: countOf(row.expires_ms),
  };
}
