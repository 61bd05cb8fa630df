import type { ReviewUrl } from './review-refusal.ts';
import type { CallReview, ReviewStore } from './review-store.ts';

/** A review as its requester is told of it: nothing of its body, its reviewers or what they said. Raises `ledger_unavailable`. */
export async function reviewJson(
  { store, url }: { readonly store: Pick<ReviewStore, 'countDecisions'>; readonly url: ReviewUrl },
  review: CallReview,
): Promise<object> {
  const { id, state, kind, connection, operation, requestedAt, expiresAt, demand } = review;
  return {
    review: {
      ...{ id, state, kind, url: url(id), connection, operation },
      requested_at: new Date(requestedAt).toISOString(),
      expires_at: new Date(expiresAt).toISOString(),
      approvals: { given: await store.countDecisions(id, 'approve'), quorum: demand.quorum },
    },
  };
}
