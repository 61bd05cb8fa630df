import type { MediaType } from '@sallyport/core';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Database, guarded, type SqlRunner, schema } from '../storage/index.ts';
import type { SealedAttachment } from './calls/sealed-attachments.ts';

/** An attachment of a review, without what it holds. */
export interface AttachmentRow extends Omit<SealedAttachment, 'sealed'> {
  readonly review: string;
  /** Whether it is still kept: it is forgotten once people need not look at it any more. */
  readonly kept: boolean;
}

const { reviewAttachment: table } = schema;

/** Writes down what is attached to a call that is to be reviewed. */
export async function insertAttachments(
  runner: SqlRunner,
  review: string,
  attachments: readonly SealedAttachment[],
): Promise<void> {
  for (const { number, type, bytes, commitment, sealed } of attachments) {
    await runner.query({
      name: 'sallyport_review_attach',
      text: `insert into review_attachment (review, number, type, bytes, commitment, sealed_bytes, kept)
        values ($1, $2, $3, $4, $5, $6, true)`,
      values: [review, number, type, bytes, commitment, sealed],
    });
  }
}

/** How many bytes of attachments are kept, for all reviews together. Raises `ledger_unavailable`. */
export async function keptBytes(database: Pick<Database, 'query'>): Promise<number> {
  const text = 'select coalesce(sum(bytes), 0)::float8 as kept from review_attachment where kept';
  const [row] = await guarded(database.query({ name: 'sallyport_review_kept', text, values: [] }));
  return Number(row?.kept ?? 0);
}

/** Forgets what is attached to a review; that it was there stays. */
export async function forgetAttachments(runner: SqlRunner, review: string): Promise<void> {
  await runner.query({
    name: 'sallyport_review_detach',
    text: `update review_attachment set sealed_bytes = ''::bytea, kept = false where review = $1 and kept`,
    values: [review],
  });
}

/** What is attached to reviews, in its order. Raises `ledger_unavailable`. */
export async function attachmentsAbout(
  { orm }: Pick<Database, 'orm'>,
  reviews: readonly string[],
): Promise<readonly AttachmentRow[]> {
  if (reviews.length === 0) return [];
  const { review, number, type, bytes, commitment, kept } = table;
  const rows = await guarded(
    orm
      .select({ review, number, type, bytes, commitment, kept })
      .from(table)
      .where(inArray(review, [...reviews]))
      .orderBy(asc(review), asc(number)),
  );
  return rows.map((row) => ({ ...row, type: row.type as MediaType }));
}

/** One attachment, sealed; `undefined` where there is none, or it is kept no more. Raises `ledger_unavailable`. */
export async function findAttachment(
  { orm }: Pick<Database, 'orm'>,
  { review, number }: { readonly review: string; readonly number: number },
): Promise<SealedAttachment | undefined> {
  const where = and(eq(table.review, review), eq(table.number, number), eq(table.kept, true));
  const [row] = await guarded(orm.select().from(table).where(where));
  if (row === undefined) return undefined;
  const { type, bytes, commitment, sealedBytes: sealed } = row;
  return { number, type: type as MediaType, bytes, commitment, sealed };
}
