import type { EventKind, Identity, ReviewDetails } from '@sallyport/core';
import type { EventDraft } from '../../door/event-log.ts';
import type { ReviewRecord } from '../review-record.ts';
import type { Reviewer } from './reviewer.ts';

/** What an event says of a review beside the review itself. */
export interface ReviewEventFacts {
  readonly kind: EventKind;
  /** Whose doing it is; absent where it is nobody's. */
  readonly reviewer?: Reviewer;
  readonly details?: Partial<ReviewDetails>;
}

/** What of a review an event is made from. */
export type ToldReview = Pick<
  ReviewRecord,
  'id' | 'kind' | 'connection' | 'operation' | 'policy' | 'rule' | 'correlationId'
> & { readonly requester: Identity };

/** An event about a review, by somebody other than who asked for it. */
export function reviewEvent(review: ToldReview, { kind, reviewer, details = {} }: ReviewEventFacts): EventDraft {
  const { id, connection, operation, policy, rule, correlationId } = review;
  const { issuer, subject } = review.requester;
  const { identity, clientIp, adminSessionId } = reviewer ?? {};
  return {
    kind,
    status: 'success',
    ...(identity === undefined ? {} : { identity }),
    ...(clientIp === undefined ? {} : { clientIp }),
    details: {
      ...{ correlationId, connection, operation, policy, rule },
      ...(adminSessionId === undefined ? {} : { adminSessionId }),
      review: { id, kind: review.kind, requester: { issuer, subject }, ...details },
    },
  };
}
