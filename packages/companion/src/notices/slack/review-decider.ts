import type { Identity, ReviewState } from '@sallyport/core';

/** Decides a review for somebody. Raises `review_*`, `reviewer_*`, `step_up_required`, `justification_invalid`, `ledger_unavailable`. */
export type ReviewDecider = (
  reviewer: {
    readonly identity: Identity;
    readonly groups: readonly string[];
    readonly amr: readonly string[];
    readonly delegated: boolean;
  },
  order: {
    readonly review: string;
    readonly decision: 'approve' | 'reject';
    readonly justification: string;
  },
) => Promise<{ readonly state: ReviewState }>;
