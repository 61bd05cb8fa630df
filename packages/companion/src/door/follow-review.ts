import type { SallyportError } from '@sallyport/core';
import type { Reviews } from '@sallyport/pipeline';
import type { Access } from '../access/index.ts';

/** A call's reviews, followed: what `release` ends. */
export interface FollowedReviews {
  readonly reviews: Reviews;
  release(): void;
}

/** The reviews of one call, which is followed from its approval on: who takes that back while the call goes on ends the call. */
export type FollowReviews = (reviews: Reviews, abort: (error: SallyportError) => void) => FollowedReviews;

/** Follows calls that are sent under a review. Its `approve` raises `review_revoked` too. */
export function reviewFollower(access: Pick<Access, 'followReview'>): FollowReviews {
  return (reviews, abort) => {
    let release: (() => void) | undefined;
    return {
      reviews: {
        subjectOf: (exchange) => reviews.subjectOf(exchange),
        approve: async (exchange) => {
          const approval = await reviews.approve(exchange);
          release = access.followReview(approval.review.id, abort);
          return approval;
        },
      },
      release: () => release?.(),
    };
  };
}
