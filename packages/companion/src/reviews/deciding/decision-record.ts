import type { Identity, ReviewDecision } from '@sallyport/core';
import { asc, eq, inArray } from 'drizzle-orm';
import { type Database, guarded, schema } from '../../storage/index.ts';

/** What somebody decided, as it is kept, without why. */
export interface DecisionRecord {
  readonly id: string;
  readonly review: string;
  readonly decision: ReviewDecision;
  readonly identity: Identity;
  /** Of an approval of a window. */
  readonly windowSeconds?: number;
  /** Milliseconds since the Unix epoch. */
  readonly decidedAt: number;
}

/** More than decide one review; of more, the first are read. */
const MOST = 100;

/** The decisions about reviews, the oldest first, at most 100 for each review on the average. Raises `ledger_unavailable`. */
export async function decisionsAbout(
  { orm }: Pick<Database, 'orm'>,
  reviews: readonly string[],
): Promise<readonly DecisionRecord[]> {
  const { reviewDecision: table } = schema;
  if (reviews.length === 0) return [];
  const { id, review, decision, issuer, subject, windowSeconds, decidedAt } = table;
  const rows = await guarded(
    orm
      .select({ id, review, decision, issuer, subject, windowSeconds, decidedAt })
      .from(table)
      .where(inArray(table.review, [...reviews]))
      .orderBy(asc(table.decidedAt), asc(table.id))
      .limit(MOST * reviews.length),
  );
  return rows.map((row) => ({
    ...{ id: row.id, review: row.review, decision: row.decision as ReviewDecision },
    identity: { issuer: row.issuer, subject: row.subject },
    decidedAt: row.decidedAt.getTime(),
    ...(row.windowSeconds === null ? {} : { windowSeconds: row.windowSeconds }),
  }));
}

/** The sealed justifications of the decisions about a review, by the decision's id, at most 100. Raises `ledger_unavailable`. */
export async function justificationsAbout(
  { orm }: Pick<Database, 'orm'>,
  review: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { reviewDecision: table } = schema;
  const rows = await guarded(
    orm
      .select({ id: table.id, sealed: table.sealedJustification })
      .from(table)
      .where(eq(table.review, review))
      .orderBy(asc(table.decidedAt), asc(table.id))
      .limit(MOST),
  );
  return new Map(rows.map(({ id, sealed }) => [id, sealed]));
}
