import { REVIEW_STATES, type ReviewState } from '@sallyport/core';
import { and, desc, eq, getTableColumns, type SQL } from 'drizzle-orm';
import { type Database, guarded, schema } from '../../storage/index.ts';
import { type ReviewRecord, reviewRecord } from '../review-record.ts';

/** A review without what is sealed with it. */
export type ListedReview = Omit<ReviewRecord, 'binding' | 'sealedSubject' | 'sealedBody'>;

/** So many are listed, and so many of what a requester asked before. */
const MOST_LISTED = 200;
const MOST_OF_HISTORY = 20;

const NOTHING = new Uint8Array();

/** Those that wait, newest first, and then the others, newest first: at most 200, and whether there are more. Raises `ledger_unavailable`. */
export async function listReviews(
  database: Pick<Database, 'orm'>,
): Promise<{ readonly reviews: readonly ListedReview[]; readonly more: boolean }> {
  const ofState = (state: ReviewState, most: number) =>
    select(database, { where: eq(schema.review.state, state), most });
  const waiting = await ofState('pending', MOST_LISTED + 1);
  const room = MOST_LISTED + 1 - waiting.length;
  // One by one, each along its index: to sort all that there ever were would take longer each year.
  const others = REVIEW_STATES.filter((state) => state !== 'pending');
  const ended = room === 0 ? [] : await Promise.all(others.map((state) => ofState(state, room)));
  const newest = ended.flat().toSorted((one, other) => other.requestedAt - one.requestedAt);
  const found = [...waiting, ...newest];
  return { reviews: found.slice(0, MOST_LISTED), more: found.length > MOST_LISTED };
}

/** What the same requester asked for the same operation before and after, newest first, at most 20. Raises `ledger_unavailable`. */
export function historyOf(database: Pick<Database, 'orm'>, review: ReviewRecord): Promise<readonly ListedReview[]> {
  const { review: table } = schema;
  const { issuer, subject } = review.requester;
  const where = and(eq(table.issuer, issuer), eq(table.subject, subject), eq(table.operation, review.operation));
  return select(database, { where, most: MOST_OF_HISTORY });
}

async function select(
  { orm }: Pick<Database, 'orm'>,
  { where, most }: { readonly where: SQL | undefined; readonly most: number },
): Promise<readonly ListedReview[]> {
  const { review: table } = schema;
  const {
    sealedBody: _body,
    sealedSubject: _subject,
    before: _before,
    after: _after,
    ...columns
  } = getTableColumns(table);
  const rows = await guarded(orm.select(columns).from(table).where(where).orderBy(desc(table.requestedAt)).limit(most));
  return rows.map((row) => {
    const whole = { ...row, sealedBody: NOTHING, sealedSubject: NOTHING, before: NOTHING, after: NOTHING };
    const { binding: _, sealedSubject: _of, sealedBody: _in, ...listed } = reviewRecord(whole);
    return listed;
  });
}
