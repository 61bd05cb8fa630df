import type { EntityCounts, Identity, Purpose, ReviewKind, ReviewState } from '@sallyport/core';
import type { NoticeKind } from '../reviews/notifier.ts';

/** What a channel is told. PHI-free by what it has room for: ids, codes, counts, and names that are configured. */
export interface Notice {
  /** A UUID, the same at every attempt: by it what comes twice is known. */
  readonly id: string;
  readonly kind: NoticeKind;
  /** How the review stands when this is read, which may be later than what the notice is of. */
  readonly review: NoticeReview;
}

/** Of a review, what may be told. Times in milliseconds since the Unix epoch. */
export interface NoticeReview {
  readonly id: string;
  /** The page that leads a reviewer to it. */
  readonly url: string;
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  readonly connection: string;
  readonly operation: string;
  readonly requester: Identity;
  readonly purpose?: Purpose;
  readonly found: EntityCounts;
  readonly inputs: number;
  readonly bodyBytes: number;
  readonly requestedAt: number;
  readonly expiresAt: number;
}
