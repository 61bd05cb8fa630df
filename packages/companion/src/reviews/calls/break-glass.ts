import { asSallyportError, type BreakGlassReason, type Caller, SallyportError, utf8 } from '@sallyport/core';
import type { EventDraft, EventLog } from '../../door/event-log.ts';
import { type Database, guarded, type SqlRunner } from '../../storage/index.ts';
import { readJustification } from '../deciding/justification.ts';
import type { People } from '../deciding/people.ts';
import { writeDecision } from '../deciding/write-decision.ts';
import type { Notifier } from '../notifier.ts';
import { setBroken } from '../review-changes.ts';
import type { ReviewKeys } from '../review-keys.ts';
import type { ReviewRecord } from '../review-record.ts';
import { afterTheFact } from './after-the-fact.ts';
import { type RequesterAct, requesterEvent } from './review-events.ts';
import { insertReview } from './review-rows.ts';
import type { ReviewStore } from './review-store.ts';
import type { ReviewWaiter } from './review-waiter.ts';

/** What breaking the glass works with. */
export interface BreakGlassParts {
  readonly database: Pick<Database, 'transaction'>;
  readonly store: Pick<ReviewStore, 'findWhole'>;
  readonly keys: ReviewKeys;
  readonly log: Pick<EventLog, 'commit'>;
  readonly notifier: Notifier;
  readonly waiter: Pick<ReviewWaiter, 'wake'>;
  readonly people: Pick<People, 'personOf'>;
  /** One that never goes back. */
  readonly clock: { now(): number };
}

/** Why somebody goes on without a reviewer. */
export interface BreakGlassOrder {
  /** With the groups that it is in now. */
  readonly caller: Caller;
  readonly reason: BreakGlassReason;
  /** 1 to 2,000 characters. */
  readonly justification: string;
}

interface Breaking extends BreakGlassOrder {
  readonly review: ReviewRecord;
  /** What reviewers look at afterwards. */
  readonly child: ReviewRecord;
  readonly at: number;
  readonly until: number;
}

/**
 * Approves one's own call without a reviewer, in an emergency (45 CFR 164.312(a)(2)(ii)): with a reason and a justification, an alert, and a
 * review after the fact. All of it is in the ledger first. Raises `justification_invalid`, `break_glass_not_allowed` for whoever is in none
 * of the rule's groups now, `reviewer_delegated`, `review_conflict` where the review does not wait, `ledger_unavailable`.
 */
export async function breakGlass(parts: BreakGlassParts, act: RequesterAct, order: BreakGlassOrder): Promise<void> {
  const justification = readJustification(order.justification);
  const { id } = act.review;
  const commitment = parts.keys.commitment(justification, id);
  const told = { decision: 'break_glass', reason: order.reason, justification: commitment } as const;
  const attempted = [requesterEvent('review.decided', act, told)];
  try {
    checkAllowed(act, order);
    const breaking = await prepare(parts, act, { ...order, justification });
    const decided = requesterEvent('review.decided', act, { ...told, until: breaking.until });
    const requested = requesterEvent('review.requested', { ...act, review: breaking.child });
    attempted.push(requested);
    await parts.log.commit([{ draft: decided }, { draft: requested }]);
    await guarded(parts.database.transaction((runner) => write(parts, runner, { ...breaking, commitment })));
  } catch (cause) {
    await recordRefused(parts, attempted, cause);
    throw cause;
  }
  parts.waiter.wake(id);
}

function checkAllowed({ review }: RequesterAct, { caller }: BreakGlassOrder): void {
  const allowed = review.demand.breakGlass?.groups ?? [];
  if (!caller.groups.some((group) => allowed.includes(group))) throw new SallyportError('break_glass_not_allowed');
  // Somebody who acts for a person is not that person in an emergency.
  if (caller.actors !== undefined && caller.actors.length > 0) throw new SallyportError('reviewer_delegated');
  if (review.state !== 'pending' || review.kind !== 'call') throw new SallyportError('review_conflict');
}

async function prepare(parts: BreakGlassParts, { review }: RequesterAct, order: BreakGlassOrder): Promise<Breaking> {
  const whole = await parts.store.findWhole(review.id);
  if (whole === undefined) throw new SallyportError('review_unknown');
  const at = parts.clock.now();
  const until = at + whole.demand.useWithin * 1000;
  return { ...order, review: whole, child: afterTheFact(parts.keys, { review: whole, at }), at, until };
}

async function write(
  { keys, notifier, people }: BreakGlassParts,
  runner: SqlRunner,
  breaking: Breaking & { readonly commitment: string },
): Promise<void> {
  const { review, child, at, until, commitment, caller } = breaking;
  if (!(await setBroken(runner, [review.id, at / 1000, until / 1000]))) throw new SallyportError('review_conflict');
  const sealed = keys.seal(utf8(breaking.justification), { review: review.id, use: 'justification' });
  await writeDecision(runner, {
    ...{ review: review.id, decision: 'break_glass', commitment, sealedJustification: sealed, at },
    reviewer: { identity: caller, groups: caller.groups, amr: [], delegated: false },
    person: people.personOf(caller),
  });
  await runner.query(insertReview(child));
  await notifier.queue(runner, { review: review.id, kind: 'break_glass', at });
  await notifier.queue(runner, { review: child.id, kind: 'requested', at });
}

async function recordRefused({ log }: BreakGlassParts, drafts: readonly EventDraft[], cause: unknown): Promise<void> {
  const error = asSallyportError(cause).code;
  await log.commit(
    drafts.map((draft) => ({ draft: { ...draft, status: 'failure', details: { ...draft.details, error } } })),
  );
}
