import type { EntityCounts, Purpose, ReviewKind, ReviewState } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import { reviewUrl } from '../reviews/review-url.ts';
import { countOf, type SqlRow, type SqlRunner } from '../storage/index.ts';
import type { Notice, NoticeReview } from './notice.ts';
import type { TakenNotice } from './notice-rows.ts';

/** Reads what a notice says, as its review stands now; `undefined` of a review that is gone. What is sealed with it is not even read. */
export async function readNotice(
  runner: SqlRunner,
  { id, review, kind }: Pick<TakenNotice, 'id' | 'review' | 'kind'>,
  config: Pick<Config, 'publicUrl' | 'reviews'>,
): Promise<Notice | undefined> {
  const [row] = await runner.query({
    name: 'sallyport_notice_review',
    text: `select id, kind, state, issuer, subject, connection, operation, purpose, found, inputs, body_bytes,
        extract(epoch from requested_at)::float8 as requested_at, extract(epoch from expires_at)::float8 as expires_at
      from review where id = $1::uuid`,
    values: [review],
  });
  return row === undefined ? undefined : { id, kind, review: noticeReview(row, reviewUrl(config, review)) };
}

function noticeReview(row: SqlRow, url: string): NoticeReview {
  const text = (name: string) => String(row[name]);
  return {
    id: text('id'),
    url,
    kind: text('kind') as ReviewKind,
    state: text('state') as ReviewState,
    connection: text('connection'),
    operation: text('operation'),
    requester: { issuer: text('issuer'), subject: text('subject') },
    ...(row.purpose === null ? {} : { purpose: text('purpose') as Purpose }),
    found: JSON.parse(text('found')) as EntityCounts,
    inputs: countOf(row.inputs),
    bodyBytes: countOf(row.body_bytes),
    requestedAt: Math.round(Number(row.requested_at) * 1000),
    expiresAt: Math.round(Number(row.expires_at) * 1000),
  };
}
