import type { Identity, ReviewDecision } from '@sallyport/core';
import { and, count, eq, getTableColumns, gt, inArray, or, sql } from 'drizzle-orm';
import { type Database, guarded, type SqlRunner, schema } from '../../storage/index.ts';
import { insertAttachments, keptBytes } from '../attachment-rows.ts';
import { setCancelled, setExpired, setUnused, setUsed } from '../review-changes.ts';
import { type ReviewRecord, reviewRecord } from '../review-record.ts';
import { countRoom, insertCall, type PendingBounds } from './review-rows.ts';
import type { SealedAttachment } from './sealed-attachments.ts';

/** A review without the body, which no call needs. */
export type CallReview = Omit<ReviewRecord, 'sealedBody'>;

/** Which reviews let a call of an identity pass, or stop it. */
export interface BoundTo {
  readonly requester: Identity;
  readonly connection: string;
  readonly operation: string;
  readonly policy: string;
  readonly rule: string;
  /** See `bindBefore`. */
  readonly before: Uint8Array;
}

/** What is done in the transaction of a change that happened. */
export type Beside = (runner: SqlRunner) => Promise<void>;

/** Reviews as calls see them. Times in milliseconds since the Unix epoch. Each method raises `ledger_unavailable` when the database fails. */
export interface ReviewStore {
  find(id: string): Promise<CallReview | undefined>;
  /**
   * Those of the very call that wait, are approved or were rejected, and approved windows in which it falls, that had not ended at a
   * time; newest first.
   */
  findBound(to: BoundTo, now: number): Promise<readonly CallReview[]>;
  /** One with its body. */
  findWhole(id: string): Promise<ReviewRecord | undefined>;
  /** The one of this call that waits, though its time may be over. */
  findPending(to: Omit<BoundTo, 'rule'>): Promise<CallReview | undefined>;
  /** Opens one that waits, with what is attached and what `beside` does, in one transaction. Gives whether it did: otherwise the same call waits already, or too many do. */
  open(record: ReviewRecord, attachments: readonly SealedAttachment[], beside: Beside): Promise<boolean>;
  /** Uses an approval. Gives whether it did. */
  use(id: string, now: number): Promise<boolean>;
  /** Gives back what was used at a time. */
  giveBack(id: string, usedAt: number): Promise<void>;
  /** Cancels one that waits or is approved. Gives whether it did. */
  cancel(id: string): Promise<boolean>;
  /** Makes it final that one, as it was seen, has ended by now, with what `beside` does, in one transaction. Gives whether it did. */
  expire(
    seen: Pick<CallReview, 'id' | 'state'>,
    options: { readonly now: number; readonly beside: Beside },
  ): Promise<boolean>;
  /** Whether one more of this identity may wait, with so many bytes attached. */
  hasRoom(requester: Identity, attached: number): Promise<boolean>;
  /** Which of these wait no more, or have waited out their time. */
  settled(ids: readonly string[], now: number): Promise<readonly string[]>;
  /** How many people have decided so about it. */
  countDecisions(id: string, decision: ReviewDecision): Promise<number>;
}

const { review, reviewDecision } = schema;
const { sealedBody: _, ...HEAD } = getTableColumns(review);
const NO_BODY = new Uint8Array();

/** The store of calls' reviews. */
export function reviewStore(database: Database, bounds: PendingBounds): ReviewStore {
  const changing = (change: (runner: SqlRunner) => Promise<boolean>, beside: Beside) =>
    guarded(
      database.transaction(async (runner) => {
        const changed = await change(runner);
        if (changed) await beside(runner);
        return changed;
      }),
    );
  return Object.freeze({
    ...finding(database),
    ...counting(database),
    hasRoom: async ({ issuer, subject }, attached) => {
      if (attached > 0 && (await keptBytes(database)) + attached > bounds.attachmentBytes) return false;
      const [row] = await guarded(database.query(countRoom([issuer, subject], bounds)));
      return row?.room === true;
    },
    open: (record, attachments, beside) =>
      changing(
        async (runner) => (await runner.query(insertCall(record, bounds))).length > 0,
        async (runner) => {
          await insertAttachments(runner, record.id, attachments);
          await beside(runner);
        },
      ),
    use: (id, now) => guarded(setUsed(database, [id, now / 1000])),
    giveBack: async (id, usedAt) => void (await guarded(setUnused(database, [id, usedAt / 1000]))),
    cancel: (id) => guarded(setCancelled(database, [id])),
    expire: ({ id, state }, { now, beside }) =>
      changing((runner) => setExpired(runner, [id, state, now / 1000]), beside),
  } satisfies ReviewStore);
}

function finding({ orm }: Database): Pick<ReviewStore, 'find' | 'findBound' | 'findWhole' | 'findPending'> {
  const heads = () => orm.select(HEAD).from(review);
  return {
    find: async (id) => one(await guarded(heads().where(eq(review.id, id)))),
    findBound: async (to, now) => {
      const call = and(eq(review.kind, 'call'), eq(review.before, to.before));
      const window = and(eq(review.kind, 'window'), eq(review.state, 'approved'));
      const bound = [eq(review.rule, to.rule), inArray(review.state, ['pending', 'approved', 'rejected'])];
      const rows = await guarded(
        heads().where(and(...sameUse(to), ...bound, gt(review.expiresAt, new Date(now)), or(call, window))),
      );
      return rows.map(headOf).toSorted((a, b) => b.requestedAt - a.requestedAt);
    },
    findWhole: async (id) => {
      const [row] = await guarded(orm.select().from(review).where(eq(review.id, id)));
      return row === undefined ? undefined : reviewRecord(row);
    },
    findPending: async (to) => {
      // As the index of what waits says it: with parameters in it the planner would not know that index.
      const waits = sql`${review.state} = 'pending' and ${review.kind} = 'call'`;
      return one(await guarded(heads().where(and(...sameUse(to), eq(review.before, to.before), waits))));
    },
  };
}

function counting({ orm }: Database): Pick<ReviewStore, 'settled' | 'countDecisions'> {
  return {
    settled: async (ids, now) => {
      const rows = await guarded(
        orm
          .select({ id: review.id, state: review.state, expiresAt: review.expiresAt })
          .from(review)
          .where(inArray(review.id, [...ids])),
      );
      // One that is not there any more will never be decided.
      const waiting = rows.filter(({ state, expiresAt }) => state === 'pending' && expiresAt.getTime() > now);
      const still = new Set(waiting.map(({ id }) => id));
      return ids.filter((id) => !still.has(id));
    },
    countDecisions: async (id, decision) => {
      const such = and(eq(reviewDecision.review, id), eq(reviewDecision.decision, decision));
      const [row] = await guarded(orm.select({ given: count() }).from(reviewDecision).where(such));
      return row?.given ?? 0;
    },
  };
}

function sameUse({ requester, connection, operation, policy }: Omit<BoundTo, 'rule'>) {
  return [
    eq(review.issuer, requester.issuer),
    eq(review.subject, requester.subject),
    eq(review.connection, connection),
    eq(review.operation, operation),
    eq(review.policy, policy),
  ];
}

type HeadRow = Omit<typeof review.$inferSelect, 'sealedBody'>;

function headOf(row: HeadRow): CallReview {
  const { sealedBody: none, ...head } = reviewRecord({ ...row, sealedBody: NO_BODY });
  return head;
}

function one([row]: readonly HeadRow[]): CallReview | undefined {
  return row === undefined ? undefined : headOf(row);
}
