import type { Identity, ReviewDecision } from '@sallyport/core';
import { asc, inArray } from 'drizzle-orm';
import { guarded } from '../../admin/guarded.ts';
import { type Database, schema } from '../../storage/index.ts';

/** What somebody decided, as it is kept. */
export interface DecisionRecord {
  readonly id: string;
  readonly review: string;
  readonly decision: ReviewDecision;
  readonly identity: Identity;
  readonly sealedJustification: Uint8Array;
  /** Of an approval of a window. */
  readonly windowSeconds?: number;
  /** Milliseconds since the Unix epoch. */
  readonly decidedAt: number;
}

/** More decisions than people who could make them: there is nobody who reads more. */
const MOST = 100;

/** The decisions about reviews, the oldest first, at most 100 of each. Raises `ledger_unavailable`. */
export async function decisionsAbout(
  { orm }: Pick<Database, 'orm'>,
  reviews: readonly string[],
): Promise<readonly DecisionRecord[]> {
  const { reviewDecision: table } = schema;
  if (reviews.length === 0) return [];
  const rows = await guarded(
    orm
      .select()
      .from(table)
      .where(inArray(table.review, [...reviews]))
      .orderBy(asc(table.decidedAt), asc(table.id))
      .limit(MOST * reviews.length),
  );
  return rows.map(({ issuer, subject, decision, decidedAt, windowSeconds, ...row }) => ({
    ...{ id: row.id, review: row.review, sealedJustification: row.sealedJustification },
    decision: decision as ReviewDecision,
    identity: { issuer, subject },
    decidedAt: decidedAt.getTime(),
    ...(windowSeconds === null ? {} : { windowSeconds }),
  }));
}
