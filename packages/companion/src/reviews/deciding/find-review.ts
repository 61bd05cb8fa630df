import { isUuid, SallyportError } from '@sallyport/core';
import { eq } from 'drizzle-orm';
import { type Database, guarded, schema } from '../../storage/index.ts';
import { type ReviewRecord, reviewRecord } from '../review-record.ts';

/** A review by its id. Raises `review_unknown`, `ledger_unavailable`. */
export async function findReview({ orm }: Pick<Database, 'orm'>, id: string): Promise<ReviewRecord> {
  const { review: table } = schema;
  if (!isUuid(id)) throw new SallyportError('review_unknown');
  const [row] = await guarded(orm.select().from(table).where(eq(table.id, id)));
  if (row === undefined) throw new SallyportError('review_unknown');
  return reviewRecord(row);
}
