import type { ReviewKeys } from '../review-keys.ts';
import type { ReviewRecord } from '../review-record.ts';

/** What was done in an emergency is looked at within 30 days. */
const WAITS_MS = 30 * 86_400_000;

/** The review after the fact of a call whose glass was broken: of the same body, by the same people, without what made the call. */
export function afterTheFact(
  keys: Pick<ReviewKeys, 'seal' | 'open'>,
  { review, at }: { readonly review: ReviewRecord; readonly at: number },
): ReviewRecord {
  const id = crypto.randomUUID();
  const { escalate } = review.demand;
  const { escalatesAt: _, ...same } = review;
  const body = keys.open(review.sealedBody, { review: review.id, use: 'body' });
  return {
    ...same,
    ...{ id, state: 'pending', kind: 'after_the_fact', parent: review.id },
    sealedSubject: keys.seal(new Uint8Array(), { review: id, use: 'subject' }),
    sealedBody: keys.seal(body, { review: id, use: 'body' }),
    requestedAt: at,
    expiresAt: at + WAITS_MS,
    ...(escalate === undefined ? {} : { escalatesAt: at + escalate.after * 1000 }),
  };
}
